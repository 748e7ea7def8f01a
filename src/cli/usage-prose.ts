import type { BackendUsage } from "../vlm/index.js";

const number = (value: number): string => value.toLocaleString("en-US");

const counts = (value: number, one: string, many = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : many}`;

/** What a model took, for people: a line, or nothing where there was nothing to take. */
export const usageProse = (usage: BackendUsage): string => {
  const { requests, inputTokens, cachedInputTokens, outputTokens, cost, cachedAnswers } = usage;
  const served =
    requests === 0
      ? []
      : [
          `${counts(requests, "reply", "replies")}: ${counts(inputTokens, "token")} in (${number(cachedInputTokens)} cached), ${number(outputTokens)} out`,
          ...(cost === undefined ? [] : [`cost ${cost.toFixed(4)}`]),
        ];
  const known =
    cachedAnswers === undefined ? [] : [`${counts(cachedAnswers, "answer")} from the cache`];
  const parts = [...served, ...known];
  return parts.length === 0 ? "" : `${parts.join(", ")}\n`;
};
