import { queryKey } from "../core/index.js";
import type { Need } from "../reward/index.js";
import type { ObservedFrame } from "./observed-frame.js";
import { states } from "./truth.js";

/** Keys of the needs that no frame was ever asked about: a changed task wants to know more than was stored. */
export const missingFacts = async (
  frames: AsyncIterable<ObservedFrame>,
  needs: readonly Need[],
): Promise<readonly string[]> => {
  const missing = new Map(needs.map(({ key, query }) => [key, queryKey(query)]));
  for await (const { observation } of frames) {
    const unanswered = new Set(observation.unanswered.map(({ query }) => queryKey(query)));
    for (const { key, query } of needs) {
      const stated = observation.facts.some((fact) => states(fact, query));
      if (stated || unanswered.has(queryKey(query))) missing.delete(key);
    }
    if (missing.size === 0) break;
  }
  return [...missing.keys()];
};
