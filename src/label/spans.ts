import type { Span } from "../web/index.js";

/** Stretches in which something is the same, row after row; unnamed ones are left out. */
export const gatherSpans = () => {
  const spans: { key: string; name: string | undefined; from: number; to: number }[] = [];
  return {
    /** @param key what must be the same besides the name */
    add: (time: number, name: string | undefined, key: string | number = ""): void => {
      const open = spans.at(-1);
      if (open) open.to = time;
      const own = `${key} ${name ?? ""}`;
      if (open?.key !== own) spans.push({ key: own, name, from: time, to: time });
    },
    spans: (): readonly Span[] =>
      spans.flatMap(({ name, from, to }) => (name === undefined ? [] : [{ name, from, to }])),
  };
};
