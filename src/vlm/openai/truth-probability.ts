import type { PlacedToken, Span } from "./token-span.js";

const yes = /^(?:y|ye|yes|t|tr|true)\b/;
const no = /^(?:n|no|f|fa|fals?|false)\b/;
/** When most of what could have been said is neither yes nor no, the rest is no distribution. */
const leastKnown = 0.5;

export interface Truth {
  readonly probability: number;
  /** Share of all that could have been said that is yes or no. */
  readonly known: number;
}

/** The probability of yes against no, where one of the two was said; undefined when neither was likely. */
export const truthProbability = (
  { start }: Span,
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
  return known < leastKnown
    ? undefined
    : { probability: positive / known, known: Math.min(1, known) };
};
