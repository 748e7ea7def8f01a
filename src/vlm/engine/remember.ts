/** A pure function that keeps its last results: a task asks the same questions of every frame. */
export const remember = <T>(
  compute: (text: string) => T,
  capacity: number,
): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const result = compute(text);
    const [oldest] = known.keys();
    if (known.size >= capacity && oldest !== undefined) known.delete(oldest);
    known.set(text, result);
    return result;
  };
};
