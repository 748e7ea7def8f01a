import { compose, inversePose, lift, median, norm, type Pose, type Random } from "../core/index.js";
import { type Fitted, refined } from "./refine.js";
import { errorsOf } from "./residuals.js";
import { turnOf } from "./rotation.js";
import type { Seen, Sighting } from "./sighting.js";
import { posesFromThree } from "./three-points.js";

/** With a third of the sightings wrong, 300 triples hold some 90 without a wrong one. */
const triples = 300;
/** So many of the best that look from different sides are looked at closely. */
const closely = 8;
/** Radians; within it refining leads to the same pose. */
const sameSide = 0.1;

interface Candidate {
  readonly pose: Pose;
  /** Pixels; the median bears up to a half of wrong ones (Rousseeuw 1984). */
  readonly error: number;
}

const threeOf = ({ sightings }: Seen, random: Random): readonly [Sighting, Sighting, Sighting] => [
  random.pick(sightings),
  random.pick(sightings),
  random.pick(sightings),
];

/** How far one pose is turned from another, in radians. */
const turnedFrom = (a: Pose, b: Pose): number => norm(turnOf(compose(inversePose(a), b).rotation));

/** The best of each side. */
const distinct = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const kept: Candidate[] = [];
  for (const each of candidates) {
    if (kept.length === closely) break;
    if (kept.every(({ pose }) => turnedFrom(pose, each.pose) > sameSide)) kept.push(each);
  }
  return kept;
};

/** Poses that explain most sightings well, each refined, the best first; several may have come to the same one. */
export const search = (seen: Seen, random: Random): readonly Fitted[] => {
  const candidates: Candidate[] = [];
  for (let i = 0; i < triples; i++) {
    const [a, b, c] = threeOf(seen, random);
    const ray = ({ pixel }: Sighting) => lift(pixel, 1, seen.intrinsics);
    for (const pose of posesFromThree([a.inBase, b.inBase, c.inBase], [ray(a), ray(b), ray(c)]))
      candidates.push({ pose, error: median(errorsOf(pose, seen)) });
  }
  const best = candidates
    .filter(({ error }) => Number.isFinite(error))
    .sort((a, b) => a.error - b.error);
  return distinct(best)
    .map(({ pose }) => refined(pose, seen))
    .sort((a, b) => a.deviation - b.deviation);
};
