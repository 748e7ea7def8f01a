/** The last of ascending times that is not after a time; the first when all are. */
export const pointAt = (times: readonly number[], time: number): number => {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((times[middle] ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
};
