import { SpatialRewardError } from "../core/index.js";
import type { Backend } from "./backend.js";
import { openBackend } from "./backends.js";
import type { AnswerStore, StoreOptions } from "./cache/answer-store.js";
import { cachedBackend } from "./cache/cached.js";
import { ensembleOf } from "./combine/ensemble.js";
import { fallbackOf } from "./combine/fallback.js";
import type { Combination } from "./combine/members.js";
import type { Logger } from "./engine/logger.js";
import type { ModelOptions } from "./model-options.js";

export interface Member {
  readonly spec: string;
  readonly options: ModelOptions;
}

/** How backends are taken together. */
export interface TogetherOptions {
  /** Needed for more than one. */
  readonly combination?: Combination;
  readonly cache?: Omit<StoreOptions, "logger">;
  readonly logger?: Logger;
}

const combine = { ensemble: ensembleOf, fallback: fallbackOf } as const;

const requireCombination = (count: number, combination: Combination | undefined): void => {
  if (count > 1 && combination === undefined)
    throw new SpatialRewardError(
      "usage.flag",
      `${count} backends were given: --ensemble weighs their answers, --fallback asks the next when one fails`,
    );
  if (count < 2 && combination !== undefined)
    throw new SpatialRewardError("usage.flag", `--${combination} needs a second --backend`);
};

/** One after the other: when one can't be opened, those before it are closed. */
const openEach = async (members: readonly Member[]): Promise<readonly Backend[]> => {
  const opened: Backend[] = [];
  try {
    for (const { spec, options } of members) opened.push(await openBackend(spec, options));
    return opened;
  } catch (thrown) {
    await Promise.all(opened.map((backend) => backend.close()));
    throw thrown;
  }
};

const openStore = async (options: StoreOptions): Promise<AnswerStore> => {
  const { openAnswerStore } = await import("./cache/answer-store.js"); // slow to load, and seldom needed
  return openAnswerStore(options);
};

const closingToo = (backend: Backend, store: AnswerStore | undefined): Backend => ({
  ...backend,
  close: async () => {
    await backend.close();
    await store?.close();
  },
});

/**
 * One backend of one or several, each with its remembered answers.
 * @throws SpatialRewardError usage.flag, backend.unknown, model.*, output.write (the cache)
 */
export const openBackends = async (
  members: readonly Member[],
  { combination, cache, logger }: TogetherOptions = {},
): Promise<Backend> => {
  requireCombination(members.length, combination);
  const store = cache && (await openStore({ ...cache, ...(logger && { logger }) }));
  const opened = await openEach(members);
  const remembering = store ? opened.map((backend) => cachedBackend(backend, store)) : opened;
  const [only] = remembering;
  if (combination !== undefined)
    return closingToo(combine[combination](remembering, logger), store);
  if (only === undefined) throw new RangeError("openBackends: no backend was given");
  return closingToo(only, store);
};
