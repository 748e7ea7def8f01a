import { distance } from "fastest-levenshtein";

/** Longer words are no typing mistakes of ours, and would only cost time. */
const longestWord = 64;

/** The known name most like a mistyped one, upper case aside; undefined when none is close. */
export const nearest = (given: string, known: readonly string[]): string | undefined => {
  if (given.length > longestWord) return undefined;
  const edits = (name: string): number => distance(given.toLowerCase(), name.toLowerCase());
  const [best] = [...known].sort((a, b) => edits(a) - edits(b));
  return best !== undefined && edits(best) <= Math.max(1, best.length / 3) ? best : undefined;
};

/** `unknown object "botle"; did you mean "bottle"? known: gripper, bottle` */
export const unknownName = (kind: string, given: string, known: readonly string[]): string => {
  const suggestion = nearest(given, known);
  const hint = suggestion === undefined ? "" : `did you mean "${suggestion}"? `;
  return `unknown ${kind} "${given}"; ${hint}known: ${known.join(", ")}`;
};
