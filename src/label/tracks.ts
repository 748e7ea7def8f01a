import { type Pixel, project } from "../core/index.js";
import { isLengthNeed, type Need, type Task } from "../reward/index.js";
import type { Line, Track } from "../web/index.js";
import type { Row } from "./row.js";
import { columnsByKey, type RowPlace } from "./time-line.js";
import type { View } from "./view.js";

interface Thing {
  /** As the task file names it. */
  readonly name: string;
  /** As facts speak of it. */
  readonly phrase: string;
}

/** What the needs speak of, each once. */
const thingsOf = (needs: readonly Need[]): readonly Thing[] => {
  const phrases = new Map<string, string>();
  for (const { subject, object, query } of needs) {
    phrases.set(subject, query.subject);
    if (object !== "") phrases.set(object, query.object);
  }
  return [...phrases].map(([name, phrase]) => ({ name, phrase }));
};

const linesOf = (needs: readonly Need[]): readonly Line[] =>
  needs
    .filter((need) => isLengthNeed(need) && need.object !== "")
    .map(({ key, subject, object }) => ({ key, from: subject, to: object }));

/** Where the frame's facts say that a thing is seen: the one that is surest of it. */
const pixelOf = ({ frame }: Row, phrase: string): Pixel | undefined => {
  let surest: { readonly pixel: Pixel; readonly confidence: number } | undefined;
  for (const fact of frame.observation.facts) {
    const { confidence } = fact;
    const pixel =
      fact.subject === phrase
        ? fact.subjectPixel
        : fact.object === phrase
          ? fact.objectPixel
          : undefined;
    if (pixel && confidence > (surest?.confidence ?? Number.NEGATIVE_INFINITY))
      surest = { pixel, confidence };
  }
  return surest?.pixel;
};

const truePixelOf = ({ frame, truePoints }: Row, phrase: string): Pixel | undefined => {
  const point = truePoints?.get(phrase);
  const lens = frame.view?.lens;
  return point && lens && project(point, lens);
};

/** Columns x and y of places, by the thing's name, as shares of a picture. */
const places = () => {
  const [x, y] = [columnsByKey(), columnsByKey()];
  return {
    has: x.has,
    put: (name: string, at: number, [u, v]: Pixel, { width, height }: View): void => {
      x.put(name, at, u / width);
      y.put(name, at, v / height);
    },
    of: (name: string, length: number) => ({
      x: x.column(name, length),
      y: y.column(name, length),
    }),
  };
};

/** Gathers where things are in the pictures, row by row. */
export const gatherTracks = ({ needs, gripper }: Task) => {
  const things = thingsOf(needs);
  const [said, truth] = [places(), places()];
  let points = 0;
  return {
    add: (row: Row, { point }: RowPlace): void => {
      if (point === undefined) return;
      points = point + 1;
      const { view } = row.frame;
      if (!view) return;
      for (const { name, phrase } of things) {
        const pixel = pixelOf(row, phrase);
        if (pixel) said.put(name, point, pixel, view);
        const truePixel = truePixelOf(row, phrase);
        if (truePixel) truth.put(name, point, truePixel, view);
      }
    },
    tracks: (): readonly Track[] =>
      things.map(({ name, phrase }) => ({
        name,
        isTool: phrase === gripper,
        ...said.of(name, points),
        ...(truth.has(name) ? { truth: truth.of(name, points) } : {}),
      })),
    lines: (): readonly Line[] => linesOf(needs),
  };
};
