import type { BackendUsage } from "../backend.js";
import type { TokenUse } from "./reply.js";
import type { Prices } from "./settings.js";

export interface UsageMeter {
  add(use: TokenUse): void;
  total(): BackendUsage;
}

const million = 1e6;

/** Adds up what a server's replies say they took. */
export const createUsageMeter = (prices?: Prices): UsageMeter => {
  const sum = { requests: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
  return {
    add: ({ input, cached, output }) => {
      sum.requests++;
      sum.inputTokens += input;
      sum.cachedInputTokens += cached;
      sum.outputTokens += output;
    },
    total: () => ({
      ...sum,
      ...(prices && {
        cost: (sum.inputTokens * prices.input + sum.outputTokens * prices.output) / million,
      }),
    }),
  };
};
