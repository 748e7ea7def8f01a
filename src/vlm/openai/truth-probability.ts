import type { PlacedToken } from "./token-span.js";

const yes = /^(?:y|ye|yes|t|tr|true)\b/;
const no = /^(?:n|no|f|fa|fals?|false)\b/;
export interface Truth {
  readonly probability: number;
  /** Share of all that could have been said that is yes or no. */
  readonly known: number;
}

/** The probability of yes against no, where one of the two was said; undefined when that isn't in the tokens. */
export const truthProbability = (
  start: number,
  tokens: readonly PlacedToken[],
): Truth | undefined => {
  const token = tokens.find((one) => one.start <= start && start < one.end);
  if (token === undefined) return undefined;
  const share = (pattern: RegExp): number =>
    [token, ...token.others]
      .filter((one) => pattern.test(one.token.trim().toLowerCase()))
      .reduce((sum, { probability }) => sum + probability, 0);
  const [positive, negative] = [share(yes), share(no)];
  const known = positive + negative;
  return known > 0 ? { probability: positive / known, known: Math.min(1, known) } : undefined;
};
