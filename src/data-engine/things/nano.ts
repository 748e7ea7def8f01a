import type { Frame, PixelBox, Vec3 } from "../../core/index.js";
import type { Backend, Located } from "../../vlm/index.js";
import { questionFor } from "../../vqa/index.js";
import type { Detector, FoundThing, PlacedByModel } from "./found.js";
import { colours, tabletopNouns } from "./nouns.js";

/** From this probability on a thing is there: a false one makes false data, a missed one none. */
const surely = 0.8;
/** Two places nearer than this, as a share of the larger one's extent, are one thing. */
const sameplace = 0.5;
/** The box is drawn a little larger than the thing is thought to be. */
const margin = 1.15;

interface Seen {
  readonly name: string;
  readonly at: Located;
}

const isSeen = ({ at }: Seen): boolean => at.visible >= surely;

const ask = async (
  backend: Backend,
  frame: Frame,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Seen[]> => {
  const questions = names.map((subject) =>
    questionFor({ relation: "visible", subject, object: "" }),
  );
  const answers = await backend.ask(frame, questions, signal);
  return names.flatMap((name, index) => {
    const at = answers[index]?.subject;
    return at === undefined ? [] : [{ name, at }];
  });
};

const boxOf = ({ at }: Seen, { width, height, intrinsics }: Frame): PixelBox | undefined => {
  const { pixel, point, size } = at;
  if (!point || !size || !intrinsics || !(point[2] > 0)) return undefined;
  const half = (extent: number, focal: number): number => (margin * extent * focal) / point[2] / 2;
  const [x, y] = [half(size.extents[0], intrinsics.fx), half(size.extents[1], intrinsics.fy)];
  const box = {
    left: Math.max(0, pixel[0] - x),
    right: Math.min(width, pixel[0] + x),
    top: Math.max(0, pixel[1] - y),
    bottom: Math.min(height, pixel[1] + y),
  };
  return box.right - box.left > 2 && box.bottom - box.top > 2 ? box : undefined;
};

const root = ([x, y, z]: Vec3): Vec3 => [Math.sqrt(x), Math.sqrt(y), Math.sqrt(z)];

const placedBy = ({ point, variance, size }: Located): PlacedByModel | undefined => {
  if (!point || !variance) return undefined;
  const spread = size && root(size.logVariance);
  return {
    centre: point,
    ...(size && { size: size.extents }),
    deviation: {
      centre: root(variance),
      ...(size &&
        spread && {
          size: [
            size.extents[0] * spread[0],
            size.extents[1] * spread[1],
            size.extents[2] * spread[2],
          ] as const,
        }),
    },
  };
};

const foundOf = (seen: Seen, frame: Frame): readonly FoundThing[] => {
  const box = boxOf(seen, frame);
  if (!box) return [];
  const placed = placedBy(seen.at);
  return [{ name: seen.name, score: seen.at.visible, box, ...(placed && { placed }) }];
};

/** The surest of those that are at one place. */
const distinct = (all: readonly FoundThing[]): readonly FoundThing[] => {
  const kept: FoundThing[] = [];
  for (const one of [...all].sort((a, b) => b.score - a.score)) {
    const isKept = kept.some((other) => {
      const [du, dv] = [
        middle(one, "u") - middle(other, "u"),
        middle(one, "v") - middle(other, "v"),
      ];
      const extent = Math.max(breadth(one), breadth(other));
      return Math.hypot(du, dv) < sameplace * extent;
    });
    if (!isKept) kept.push(one);
  }
  return kept;
};

const middle = ({ box }: FoundThing, axis: "u" | "v"): number =>
  axis === "u" ? (box.left + box.right) / 2 : (box.top + box.bottom) / 2;

const breadth = ({ box }: FoundThing): number =>
  Math.max(box.right - box.left, box.bottom - box.top);

/**
 * A model that places things (nano) as a detector: asked whether each noun is there, and of those that are, in which
 * colours, so that two of a kind are found as two.
 * @param names what to look for, in place of what stands on tables; asked about as they are
 */
export const modelDetector = (backend: Backend, names?: readonly string[]): Detector => ({
  source: backend.identity.source,
  ...(names && { names }),
  find: async ({ frame }, signal) => {
    const nouns = (await ask(backend, frame, names ?? tabletopNouns, signal)).filter(isSeen);
    const coloured = names
      ? []
      : nouns.flatMap(({ name }) => colours.map((colour) => `${colour} ${name}`));
    const fine = coloured.length > 0 ? await ask(backend, frame, coloured, signal) : [];
    return distinct([...fine.filter(isSeen), ...nouns].flatMap((seen) => foundOf(seen, frame)));
  },
  close: () => backend.close(),
});
