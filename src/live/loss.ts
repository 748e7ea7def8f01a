import { type Seconds, type Stamp, secondsBetween } from "../core/index.js";

/** Of the latest images, those that came, and those that their stamps say were taken. */
export interface Loss {
  readonly received: number;
  readonly expected: number;
}

/** Gaps between stamps that are looked at; fewer than the second say nothing. */
const remembered = 90;
const enough = 30;
/** A longer one is a pause, or a clock that was set. */
const longest: Seconds = 5;
/** Gaps are whole numbers of periods within this share of one, but for few: else there is no period to compare with. */
const near = 0.3;
const regular = 0.8;
/** Less may be a driver's own hiccup. */
const tolerated = 0.05;

/** The camera's period, where some images follow each other: most gaps may be longer, where most images are lost. */
const periodOf = (gaps: readonly Seconds[]): Seconds => {
  const sorted = [...gaps].sort((a, b) => a - b);
  const shortest = sorted[Math.floor(0.1 * sorted.length)] ?? 0;
  const single = sorted.filter((gap) => gap < 1.5 * shortest);
  return single[Math.floor(single.length / 2)] ?? shortest;
};

/** Measures what is lost before it comes, by gaps in the stamps against the camera's own period. */
export const createLossMeter = () => {
  let last: Stamp | undefined;
  let gaps: readonly Seconds[] = [];
  return {
    took: (stamp: Stamp): void => {
      const gap = last === undefined ? undefined : secondsBetween(last, stamp);
      last = stamp;
      if (gap === undefined) return;
      gaps = gap > 0 && gap <= longest ? [...gaps, gap].slice(-remembered) : [];
    },
    /** Undefined: too few images yet, or they have no period. */
    read: (): Loss | undefined => {
      if (gaps.length < enough) return undefined;
      const period = periodOf(gaps);
      const counts = gaps.map((gap) => Math.max(1, Math.round(gap / period)));
      const fits = gaps.filter((gap, at) => Math.abs(gap / period - (counts[at] ?? 0)) <= near);
      if (fits.length < regular * gaps.length) return undefined;
      return { received: gaps.length, expected: counts.reduce((sum, count) => sum + count, 0) };
    },
  };
};

const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /fastrtps|fastdds/,
    "give Fast DDS a shared-memory segment of 20 MB, or publish and subscribe reliable",
  ],
  [
    /cyclonedds/,
    'sysctl -w net.core.rmem_max=8388608, and SocketReceiveBufferSize min="4MB" in CYCLONEDDS_URI',
  ],
];

/** What to do about it with this middleware; undefined where next to nothing is lost. `rmw` as in RMW_IMPLEMENTATION. */
export const lossRemark = (loss: Loss | undefined, rmw: string): string | undefined => {
  if (loss === undefined || loss.received >= (1 - tolerated) * loss.expected) return undefined;
  const known = remedies.find(([pattern]) => pattern.test(rmw));
  const remedy = known?.[1] ?? "larger buffers of the middleware, or compressed images";
  return `${loss.received} of ${loss.expected} images came, by their stamps: ${remedy}`;
};
