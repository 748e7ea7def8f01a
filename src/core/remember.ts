/** A pure function that keeps its last results: a task asks the same questions of every frame, of one size. */
export const remember = <T, Asked = string>(
  compute: (asked: Asked) => T,
  capacity: number,
  keyOf: (asked: Asked) => string = String,
): ((asked: Asked) => T) => {
  const known = new Map<string, T>();
  return (asked) => {
    const key = keyOf(asked);
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = compute(asked);
    const [oldest] = known.keys();
    if (known.size >= capacity && oldest !== undefined) known.delete(oldest);
    known.set(key, result);
    return result;
  };
};
