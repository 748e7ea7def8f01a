import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Observation, stampOf } from "../../core/index.js";
import { type DataLine, readDataset } from "../../dataset/index.js";
import { frameOf } from "../../eval/index.js";
import { observe } from "../../pipeline/index.js";
import type { Task } from "../../reward/index.js";
import type { Backend } from "../../vlm/index.js";

/** What a model said along an episode, and how that ended. */
export interface AskedEpisode {
  readonly episode: string;
  readonly outcome: string;
  readonly observations: readonly Observation[];
}

/** Stamps are the only whole numbers beyond JSON's. */
type Stored = Omit<AskedEpisode, "observations"> & {
  readonly model: string;
  readonly observations: readonly (Omit<Observation, "stamp"> & { readonly t: number })[];
};

const isStored = (value: unknown, model: string): value is Stored =>
  typeof value === "object" && value !== null && "model" in value && value.model === model;

const restored = ({ episode, outcome, observations }: Stored): AskedEpisode => ({
  episode,
  outcome,
  observations: observations.map(({ t, ...rest }) => ({ ...rest, stamp: stampOf(t) })),
});

const askedBefore = async (path: string, model: string): Promise<AskedEpisode | undefined> => {
  const text = await readFile(path, "utf8").catch(() => undefined);
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  return isStored(value, model) ? restored(value) : undefined;
};

const linesOf = async (folder: string): Promise<readonly DataLine[]> => {
  const lines: DataLine[] = [];
  for await (const line of readDataset(folder)) lines.push(line);
  return lines;
};

/**
 * Asks an episode's frames what `taskOf` needs, in order. Answers are kept in `cache` by the episode's name and the
 * model's hash, so that a stopped run goes on, and other rules can be tried without asking. Undefined for an episode
 * that sets out to do something else than to take a thing.
 */
export const askOnce = async (
  folder: string,
  backend: Backend,
  taskOf: (thing: string) => Task,
  cache: string,
): Promise<(AskedEpisode & { readonly thing: string }) | undefined> => {
  const lines = await linesOf(folder);
  const [first] = lines;
  const { task, motion, episode, outcome = "unknown" } = first ?? {};
  if (!task || motion !== "take" || episode === undefined) return undefined;
  const thing = task.object;
  const path = join(cache, `${episode}.json`);
  const { hash } = backend.identity;
  const before = await askedBefore(path, hash);
  if (before) return { ...before, thing };
  const look = observe(backend, taskOf(thing).needs);
  const observations: Observation[] = [];
  for (const line of lines) observations.push(await look(await frameOf(folder, line)));
  const stored: Stored = {
    model: hash,
    episode,
    outcome,
    observations: lines.map(({ t = 0 }, k) => {
      const { stamp: _, ...rest } = observations[k] ?? { facts: [], unanswered: [], frameId: "" };
      return { ...rest, t };
    }),
  };
  await mkdir(cache, { recursive: true });
  await writeFile(`${path}.part`, JSON.stringify(stored));
  await rename(`${path}.part`, path);
  return { episode, outcome, observations, thing };
};
