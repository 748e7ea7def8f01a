import { z } from "zod";
import { type Frame, mean } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";
import type { Located } from "../backend.js";

/**
 * Vision models are taught places in thousandths of the picture's sides (Qwen3-VL, Gemini), but not in one order: named
 * x and y leave none open.
 */
const whole = 1000;

/** The object of places within the object of answers. */
export const placesKey = "places";

/** What is named in questions, each once. */
export const thingsIn = (questions: readonly Question[]): readonly string[] => [
  ...new Set(
    questions.flatMap(({ query }) => (query ? [query.subject, query.object] : [])).filter(Boolean),
  ),
];

/** Asks for them, after the questions. */
export const placesText = (things: readonly string[]): string =>
  `${placesKey}: where the centre of each of these is in the picture: ${things.map((thing) => JSON.stringify(thing)).join(", ")}`;

export const placesAnswer = `The key "${placesKey}" has an object with a key for each thing named there: {"x": …, "y": …}, x from the left edge and y from the top edge of the picture, both from 0 to ${whole}; null for what can't be seen.`;

const place = {
  type: ["object", "null"],
  properties: { x: { type: "number" }, y: { type: "number" } },
  required: ["x", "y"],
  additionalProperties: false,
} as const;

export const placesFormat = (things: readonly string[]) => ({
  type: "object",
  properties: Object.fromEntries(things.map((thing) => [thing, place])),
  required: [...things],
  additionalProperties: false,
});

/** From the left and the top edge, as shares of the picture's sides. */
type Share = readonly [number, number];

const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*\d+(?:\.\d+)?\s*$/)
    .transform(Number),
]);
const named = z.object({ x: number, y: number });

/** Molmo's own form, always in per cent. */
const tagged = /^\s*<point\s+x="(\d+(?:\.\d+)?)"\s+y="(\d+(?:\.\d+)?)"/;

/** Undefined where nothing says which number is which, or in which measure. */
const shareIn = (value: unknown): Share | undefined => {
  if (typeof value === "string") {
    const [, x, y] = tagged.exec(value) ?? [];
    return x === undefined || y === undefined ? undefined : [Number(x) / 100, Number(y) / 100];
  }
  const { data } = named.safeParse(value);
  return data && [data.x / whole, data.y / whole];
};

const isInside = ([x, y]: Share): boolean => x >= 0 && x <= 1 && y >= 0 && y <= 1;

/** Hears of places that are none: outside of the picture, or told in another way than asked for. */
export type OnLeftOut = (what: string) => void;

/** A thing's place in one reply; undefined where it has none. */
const placeIn = (told: unknown, thing: string, onLeftOut: OnLeftOut): Share | undefined => {
  if (typeof told !== "object" || told === null || !Object.hasOwn(told, thing)) return undefined;
  const value = new Map<string, unknown>(Object.entries(told)).get(thing);
  if (value === null) return undefined;
  const share = shareIn(value);
  if (share && isInside(share)) return share;
  onLeftOut(
    share
      ? `a place outside of the picture (${JSON.stringify(value)})`
      : `a place that is no x and y (${JSON.stringify(value)})`,
  );
  return undefined;
};

/**
 * Where each thing is, by all replies that tell: in the middle of them, and in view by their share. What the replies
 * have no place for is not among them.
 * @param replies what each has for `placesKey`
 */
export const locatedIn = (
  replies: readonly unknown[],
  things: readonly string[],
  { width, height }: Pick<Frame, "width" | "height">,
  onLeftOut: OnLeftOut,
): ReadonlyMap<string, Located> =>
  new Map(
    things.flatMap((thing): readonly (readonly [string, Located])[] => {
      const shares = replies.flatMap((told) => {
        const share = placeIn(told, thing, onLeftOut);
        return share ? [share] : [];
      });
      if (shares.length === 0) return [];
      const [x, y] = [mean(shares.map((share) => share[0])), mean(shares.map((share) => share[1]))];
      const located = {
        pixel: [x * width, y * height],
        visible: shares.length / replies.length,
      } as const;
      return [[thing, located]];
    }),
  );
