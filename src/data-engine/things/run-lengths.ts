/**
 * COCO's run lengths: down the columns, pixels outside and inside in turn, those outside first. As a list, or in COCO's
 * packed text: 5 bits a character from "0" on, low ones first, the sixth for "more", from the third run on what it differs
 * from the one two before.
 */
export const countsOf = (counts: readonly number[] | string): readonly number[] => {
  if (typeof counts !== "string") return counts;
  const runs: number[] = [];
  let at = 0;
  while (at < counts.length) {
    let [value, shift, code] = [0, 0, 0];
    do {
      code = counts.charCodeAt(at++) - 48;
      value += (code & 31) * 2 ** shift;
      shift += 5;
    } while ((code & 32) !== 0 && at < counts.length);
    if ((code & 16) !== 0) value -= 2 ** shift;
    runs.push(value + (runs.length > 2 ? (runs.at(-2) ?? 0) : 0));
  }
  return runs;
};

/** Row by row, 1 inside; undefined where the runs don't fill a picture of this size. */
export const fromRuns = (
  counts: readonly number[] | string,
  width: number,
  height: number,
): Uint8Array | undefined => {
  const inside = new Uint8Array(width * height);
  let [at, isInside] = [0, false];
  for (const count of countsOf(counts)) {
    if (!(count >= 0) || at + count > inside.length) return undefined;
    if (isInside)
      for (let n = at; n < at + count; n++)
        inside[(n % height) * width + Math.floor(n / height)] = 1;
    at += count;
    isInside = !isInside;
  }
  return at === inside.length ? inside : undefined;
};
