import { createHash } from "node:crypto";
import type { Observation } from "../core/index.js";
import { frameFromFile } from "../messages/index.js";
import { observe, requireServer } from "../pipeline/index.js";
import type { Task } from "../reward/index.js";
import type { Backend } from "../vlm/index.js";
import { Kept } from "./kept.js";

/** A picture as it was sent, to what is seen in it. */
export type Look = (picture: Uint8Array, task: Task, signal: AbortSignal) => Promise<Observation>;

/** Observations that are kept: a harness sends the beginning of a film again with each of its frames. */
const kept = 8192;

const keyOf = (picture: Uint8Array, { source }: Task): string =>
  createHash("sha256").update(picture).update("\0").update(source).digest("base64");

/**
 * Asks a backend about each picture once. What it failed on is asked again next time. The stamp is the caller's to set.
 * @param fov of the camera, horizontal degrees; else as the file tells, else assumed
 */
export const createLook = (backend: Backend, fov?: number): Look => {
  const known = new Kept<Observation>(kept);
  return async (picture, task, signal) => {
    const key = keyOf(picture, task);
    const before = known.get(key);
    if (before) return before;
    const frame = await frameFromFile(picture, "a frame", fov === undefined ? {} : { fov });
    const seen = requireServer(await observe(backend, task.needs)(frame, signal));
    if (!seen.failure) known.set(key, seen);
    return seen;
  };
};
