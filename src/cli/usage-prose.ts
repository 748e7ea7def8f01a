import type { BackendUsage } from "../vlm/index.js";

const number = (value: number): string => value.toLocaleString("en-US");

/** What a model took, for people: a line, or nothing where there was nothing to take. */
export const usageProse = (usage: BackendUsage): string => {
  const { requests, inputTokens, cachedInputTokens, outputTokens, cost, cachedAnswers } = usage;
  const served =
    requests === 0
      ? []
      : [
          `${number(requests)} replies: ${number(inputTokens)} tokens in (${number(cachedInputTokens)} cached), ${number(outputTokens)} out`,
          ...(cost === undefined ? [] : [`cost ${cost.toFixed(4)}`]),
        ];
  const known =
    cachedAnswers === undefined ? [] : [`${number(cachedAnswers)} answers from the cache`];
  const parts = [...served, ...known];
  return parts.length === 0 ? "" : `${parts.join(", ")}\n`;
};
