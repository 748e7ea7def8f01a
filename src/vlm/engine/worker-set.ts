import { failureOf, SpatialRewardError } from "../../core/index.js";
import type { InferenceWorker } from "./inference-worker.js";
import type { Logger } from "./logger.js";

/** A fixed number of workers in numbered places; one that died is replaced when its place is next asked for. */
export interface WorkerSet {
  /** As it was when the set began: what all of them have in common. */
  readonly first: InferenceWorker;
  /** @throws SpatialRewardError model.* when the place's worker died and none can be started */
  at(place: number): Promise<InferenceWorker>;
  restarts(): number;
  close(): Promise<void>;
}

type Start = () => Promise<InferenceWorker>;

const asModelFailure = (thrown: unknown): SpatialRewardError => {
  const { code, message } = failureOf(thrown, "model.failed");
  return new SpatialRewardError(code, message, { cause: thrown });
};

/** All or none: when one can't start, those that did are closed. */
const startAll = async (
  start: Start,
  count: number,
): Promise<[InferenceWorker, ...InferenceWorker[]]> => {
  const first = await start();
  const others = await Promise.allSettled(Array.from({ length: count - 1 }, start));
  const started = others.flatMap((other) => (other.status === "fulfilled" ? [other.value] : []));
  const failure = others.find((other) => other.status === "rejected");
  if (!failure) return [first, ...started];
  await Promise.all([first, ...started].map((worker) => worker.close()));
  throw failure.reason;
};

/** @throws what `start` throws */
export const createWorkerSet = async (
  start: Start,
  count: number,
  logger: Logger,
): Promise<WorkerSet> => {
  const workers = await startAll(start, count);
  let restarts = 0;
  return {
    first: workers[0],
    at: async (place) => {
      const worker = workers[place];
      if (worker?.alive()) return worker;
      logger.warn({ restarts }, "an inference thread died and is started again");
      const fresh = await start().catch((thrown: unknown) => {
        throw asModelFailure(thrown);
      });
      restarts++;
      workers[place] = fresh;
      return fresh;
    },
    restarts: () => restarts,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
};
