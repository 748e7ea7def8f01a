import { type Seconds, SpatialRewardError } from "../core/index.js";

const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/**
 * What `work` gives, or a rejection as soon as `signal` aborts (interrupted) or `timeout` has passed (model.failed),
 * whether or not `work` listens to its signal.
 */
export const within = async <T>(
  work: (signal: AbortSignal) => Promise<T>,
  { signal, timeout }: { readonly signal: AbortSignal | undefined; readonly timeout: Seconds },
): Promise<T> => {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new SpatialRewardError("interrupted", "stopped"));
  const late = (): void =>
    controller.abort(new SpatialRewardError("model.failed", `no answer within ${timeout} s`));
  const stopped = rejection(controller.signal);
  const timer = setTimeout(late, timeout * 1000);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    if (signal?.aborted) stop();
    return await Promise.race([stopped, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
};
