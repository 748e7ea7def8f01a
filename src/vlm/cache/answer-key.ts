import { createHash } from "node:crypto";
import type { Frame } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";
import type { BackendIdentity } from "../backend.js";

const sha256 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

/** A change of what is stored, or of what it depends on, gets another number. */
const format = 2;

/**
 * Of a frame, all that an answer depends on: its pixels as they decode, its lens and which way is up; not its stamp.
 * @throws SpatialRewardError image.* when the frame doesn't decode
 */
export const hashFrame = async (frame: Frame): Promise<string> => {
  const { data, width, height } = await frame.rgb();
  const { intrinsics, intrinsicsSource, up } = frame;
  return sha256(JSON.stringify({ width, height, intrinsics, intrinsicsSource, up }), data);
};

/** What an answer is found again by. */
export const answerKey = (
  { source, version, hash }: BackendIdentity,
  frameHash: string,
  { text, query, unit }: Question,
): string =>
  sha256(JSON.stringify({ format, source, version, hash, frameHash, text, query, unit }));
