/** Edits (insert, delete, replace, swap neighbours) between two words (optimal string alignment). */
const edits = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]?.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(a.length, b.length);
};

/** Longer words are no typing mistakes of ours, and would only cost time. */
const longestWord = 64;

/** The known name most like a mistyped one; undefined when none is close. */
export const nearest = (given: string, known: readonly string[]): string | undefined => {
  if (given.length > longestWord) return undefined;
  const scored = known
    .map((name) => ({ name, distance: edits(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = scored[0];
  return best && best.distance <= Math.max(1, Math.floor(best.name.length / 3))
    ? best.name
    : undefined;
};

/** `unknown object "botle"; did you mean "bottle"? known: gripper, bottle` */
export const unknownName = (kind: string, given: string, known: readonly string[]): string => {
  const suggestion = nearest(given, known);
  const hint = suggestion === undefined ? "" : `did you mean "${suggestion}"? `;
  return `unknown ${kind} "${given}"; ${hint}known: ${known.join(", ")}`;
};
