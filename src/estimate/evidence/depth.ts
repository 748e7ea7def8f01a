import {
  type DepthView,
  failureOf,
  type PixelBox,
  type PointEvidence,
  type Refusal,
} from "../../core/index.js";
import { atDepth, depthVariance, doubt, isSeen } from "./sighting.js";
import type { EvidenceSource, Look, Pointed } from "./source.js";
import { depthsOf, surfaceNear } from "./surface.js";

/** Share of a thing's extent in the picture that surely shows it, and pixels below which nothing is left of it. */
const core = 0.7;
const leastHalf = 2.5;
/** How far a surface's depths are apart, as a share of the thing's extent along the ray. */
const relief = 0.8;
/** The centre lies so much of that extent behind the surface that is seen, and errs by so much of it. */
const behind = 0.21;
const behindError = 0.14;
/** Fingers stand beside the tool centre point, and the hand behind them is seen between. */
const behindFingers = 0.14;
const fingersError = 0.2;
/** Errors that no number of points averages away: the edge of a thing, one pixel of misalignment. [m] */
const leastError = 0.009;
/** What only a part of the box shows may be another thing: so much in metres, at most. */
const mixed = 0.1;
/** Fewer points tell of noise. */
const fewest = 4;
/** Millimetres that are declared as metres, or the other way round. */
const wrongUnit = 100;

const boxOf = ({ pixel: [u, v], point, size }: Pointed, { intrinsics }: Look): PixelBox => {
  const half = (extent: number, focal: number): number =>
    Math.max(leastHalf, (core * extent * focal) / point[2] / 2);
  const across = half(size?.extents[0] ?? 0, intrinsics.fx);
  const down = half(size?.extents[1] ?? 0, intrinsics.fy);
  return { left: u - across, right: u + across, top: v - down, bottom: v + down };
};

const refusal = (thing: string, why: string): Refusal => ({ source: "depth", thing, why });

const seen = async (
  view: DepthView,
  one: Pointed,
  look: Look,
): Promise<PointEvidence | Refusal> => {
  const { thing, point, size } = one;
  const depths = depthsOf(await view.pointsIn(boxOf(one, look)));
  if (depths.length < fewest) return refusal(thing, "nothing was measured where it is seen");
  const ratio = (depths[depths.length >> 1] ?? 1) / point[2];
  if (ratio > wrongUnit || ratio < 1 / wrongUnit)
    return refusal(thing, "the depth is some 1000 times off: millimetres declared as metres?");
  const extent = size?.extents[2] ?? 0.05;
  const isGripper = thing === look.gripper;
  const noise = view.stddevAt(point[2]);
  const expected = { depth: point[2], stddev: Math.hypot(Math.sqrt(depthVariance(one)), noise) };
  const surface = surfaceNear(depths, expected, relief * extent + 2 * noise);
  if (!surface || surface.count < fewest)
    return refusal(thing, "no surface is measured near where it is seen");
  const offset = (isGripper ? behindFingers : behind) * extent;
  const stddev = Math.hypot(
    leastError,
    (isGripper ? fingersError : behindError) * extent,
    noise / Math.sqrt(surface.count),
    mixed * (1 - surface.share) ** 2,
    doubt(one),
  );
  return {
    source: "depth",
    thing,
    ...atDepth(one, surface.depth + offset, stddev, look.intrinsics),
  };
};

/** What a depth camera measured where the model points. */
export const depth: EvidenceSource = {
  kind: "depth",
  tell: async (look) => {
    const { depth: view } = look.frame;
    if (!view) return { evidence: [] };
    const inFront = look.pointed.filter(isSeen);
    const told = await Promise.all(
      inFront.map((one) =>
        seen(view, one, look).catch((thrown: unknown) =>
          refusal(one.thing, failureOf(thrown, "image.corrupt").message),
        ),
      ),
    );
    return {
      evidence: told.flatMap((each) => ("why" in each ? [] : [each])),
      refused: told.flatMap((each) => ("why" in each ? [each] : [])),
    };
  },
};
