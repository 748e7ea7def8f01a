import cacache from "cacache";
import { z } from "zod";
import { reasonOf, SpatialRewardError } from "../../core/index.js";
import type { Answer } from "../backend.js";
import { type Logger, silentLogger } from "../engine/logger.js";
import { entriesThatFit, evict } from "./bound.js";

/** Answers on disk. A damaged or missing one is not there; one that can't be written is not kept. */
export interface AnswerStore {
  get(key: string): Promise<Answer | undefined>;
  put(key: string, answer: Answer): Promise<void>;
  /** Waits until the store is within its bound. */
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly folder: string;
  /** Bytes on disk, about. */
  readonly maxBytes: number;
  readonly logger?: Logger;
}

const probability = z.number().min(0).max(1);
const vec3 = z.tuple([z.number(), z.number(), z.number()]);
const located = z.object({
  pixel: z.tuple([z.number(), z.number()]),
  point: vec3.exactOptional(),
  visible: probability,
  variance: vec3.exactOptional(),
  size: z.object({ extents: vec3, logVariance: vec3 }).exactOptional(),
});

/** As it is stored: an answer that failed never is. */
const stored = z.object({
  text: z.string(),
  reading: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("length"),
      metres: z.number(),
      stddev: z.number().positive().exactOptional(),
    }),
    z.object({ kind: z.literal("predicate"), probability }),
    z.object({
      kind: z.literal("unreadable"),
      reason: z.enum([
        "empty",
        "refusal",
        "no-sight",
        "not-visible",
        "no-up",
        "presumption",
        "no-number",
        "no-unit",
        "ambiguous",
        "out-of-range",
      ]),
      phrase: z.string().exactOptional(),
    }),
  ]),
  confidence: probability,
  subject: located.exactOptional(),
  object: located.exactOptional(),
});

const parsed = (text: string): Answer | undefined => {
  try {
    return stored.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // damaged: as good as not there
  }
};

/** Part of the bound that may be written between two looks at the whole. */
const slack = 0.1;

/**
 * A store that several processes may use at once: content-addressed, each file written whole or not at all. What
 * another process evicts meanwhile is not there any more, which costs asking again.
 * @throws SpatialRewardError output.write when the folder can't be used
 */
export const openAnswerStore = async ({
  folder,
  maxBytes,
  logger = silentLogger,
}: StoreOptions): Promise<AnswerStore> => {
  const most = entriesThatFit(maxBytes);
  let sinceLook = 0;
  let looking: Promise<void> = Promise.resolve();
  const complain = (doing: string) => (thrown: unknown) =>
    logger.warn({ folder }, `the answer cache ${doing}: ${reasonOf(thrown)}`);
  const look = (): void => {
    sinceLook = 0;
    looking = looking.then(() => evict(folder, most)).catch(complain("could not be tidied"));
  };
  // Says at once that a folder is read-only or full, instead of with each answer.
  await cacache.put(folder, "spatial-reward", `${Date.now()}`).catch((cause: unknown) => {
    const message = `the answer cache ${folder} can't be written: ${reasonOf(cause)}`;
    throw new SpatialRewardError("output.write", message, { cause });
  });
  look();
  return {
    get: async (key) => {
      const found = await cacache.get(folder, key).catch(() => undefined);
      return found && parsed(found.data.toString("utf8"));
    },
    put: async (key, answer) => {
      await cacache
        .put(folder, key, JSON.stringify(answer))
        .catch(complain("could not keep an answer"));
      if (++sinceLook > most * slack) look();
    },
    close: async () => {
      if (sinceLook > 0) look();
      await looking;
    },
  };
};
