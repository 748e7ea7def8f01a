import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
} from "cockatiel";
import PQueue from "p-queue";
import pRetry from "p-retry";
import { type Seconds, SpatialRewardError } from "../../core/index.js";
import type { Logger } from "../engine/logger.js";
import { isTransient, ServerFault } from "./fault.js";
import type { ServerSettings } from "./settings.js";

/** Requests that fail in a row, each after its retries, until the server counts as gone. */
const failuresInARow = 5;
/** A server that asks for more patience is not waited for. */
const longestRetryAfter: Seconds = 120;
/** Between attempts, where the server doesn't ask for more. */
const longestBackoff: Seconds = 8;

export type Call = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

type CallerSettings = Pick<
  ServerSettings,
  "parallel" | "retries" | "backoff" | "wait" | "probeAfter"
>;

/** Again, while the fault may pass; after as long as the server asks for. */
const retrying =
  ({ retries, backoff }: CallerSettings): Call =>
  (work, signal) =>
    pRetry(work, {
      retries,
      minTimeout: backoff * 1000,
      factor: 2,
      maxTimeout: longestBackoff * 1000,
      randomize: true,
      ...(signal && { signal }),
      shouldRetry: async ({ error }) => {
        if (!(error instanceof ServerFault) || !isTransient(error)) return false;
        if (error.retryAfter > longestRetryAfter) return false;
        await delay(error.retryAfter * 1000, undefined, signal && { signal });
        return true;
      },
    });

const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/** Leaves a server alone that fails again and again, says so, and waits for it as long as is set. */
const breaking = ({ wait, probeAfter }: CallerSettings, url: string, logger: Logger): Call => {
  const breaker = circuitBreaker(handleWhen(isTransient), {
    halfOpenAfter: probeAfter * 1000,
    breaker: new ConsecutiveBreaker(failuresInARow),
  });
  let openedAt: number | undefined;
  let reason = "";
  breaker.onBreak((broken) => {
    reason = "error" in broken ? reasonOf(broken.error) : "";
    if (openedAt !== undefined) return; // tried again, in vain
    openedAt = performance.now();
    const message = `${failuresInARow} requests in a row have failed (${reason}); trying again in ${probeAfter} s`;
    logger.warn({ url, state: "open" }, message);
  });
  breaker.onReset(() => {
    openedAt = undefined;
    logger.warn({ url, state: "closed" }, `${url} answers again`);
  });
  const secondsGone = (): Seconds =>
    openedAt === undefined ? 0 : (performance.now() - openedAt) / 1000;
  return async (work, signal) => {
    for (;;) {
      try {
        return await breaker.execute(work);
      } catch (thrown) {
        const open = breaker.state !== CircuitState.Closed && isTransient(thrown);
        if (!open && !isBrokenCircuitError(thrown)) throw thrown;
        if (secondsGone() >= wait) throw gone(url, reason);
      }
      await delay(probeAfter * 1000, undefined, signal && { signal });
    }
  };
};

const gone = (url: string, reason: string): SpatialRewardError =>
  new SpatialRewardError("server.unavailable", `${url} has stopped answering: ${reason}`);

/**
 * Calls a server politely and stubbornly: so many at once, faults that may pass retried, a server that is gone left
 * alone. Rejects with the work's own error, server.unavailable, or the signal's reason.
 */
export const createCaller = (settings: CallerSettings, url: string, logger: Logger): Call => {
  const queue = new PQueue({ concurrency: settings.parallel });
  const retried = retrying(settings);
  const broken = breaking(settings, url, logger);
  return async (work, signal) => {
    const attempt = async () => {
      signal?.throwIfAborted();
      return { value: await broken(() => retried(work, signal), signal) };
    };
    try {
      const { value } = await queue.add(attempt, { throwOnTimeout: true });
      return value;
    } catch (thrown) {
      signal?.throwIfAborted();
      throw thrown;
    }
  };
};
