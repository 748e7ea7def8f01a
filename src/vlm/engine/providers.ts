import { type FoundRuntime, findRuntime, loadRuntime } from "./runtime.js";

export interface Providers {
  /** Execution providers that the runtime was built with; whether their drivers are here shows when a model is opened. */
  readonly names: readonly string[];
  readonly runtime: FoundRuntime;
}

/**
 * The runtime is loaded at the first call: whoever never asks doesn't pay for it.
 * @throws SpatialRewardError model.failed where none loads
 */
export const executionProviders = (): Providers => {
  const runtime = findRuntime();
  return {
    names: loadRuntime(runtime)
      .listSupportedBackends()
      .map(({ name }) => name),
    runtime,
  };
};
