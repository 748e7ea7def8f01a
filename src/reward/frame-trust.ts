import type { Metres, Seconds } from "../core/index.js";
import { tolerance } from "./tolerance.js";

/** One length that the frame's stage uses. */
export interface TrustedLength {
  readonly key: string;
  readonly metres: Metres;
  readonly stddev?: Metres;
  /** What it was in the frame before, and how long ago that was; undefined in an episode's first. */
  readonly before?: { readonly metres: Metres; readonly ago: Seconds };
}

/** What tells whether a frame can be believed. */
export interface TrustCues {
  /** How unlike the model's images it is: 1 in 100 familiar ones lies beyond 1. Undefined: the model doesn't say. */
  readonly novelty?: number;
  readonly lengths: readonly TrustedLength[];
  /** Share of the sources that the others refute, in [0, 1]. */
  readonly refuted: number;
  /** How long the picture has been the very same, bit for bit: a camera's noise never lets that be. */
  readonly unchanged: Seconds;
  /** Things that are seen where they can't have got to, and how far that is from where they were. */
  readonly astray: readonly { readonly thing: string; readonly metres: Metres }[];
  /** The fastest a length can change. */
  readonly metresPerSecond: number;
}

export interface FrameTrust {
  /** In [0, 1]: that of the weakest cue. */
  readonly trust: number;
  /** What the weakest cue says; empty where trust is 1. */
  readonly why: string;
  /** How long the picture has been the very same. */
  readonly unchanged: Seconds;
  /** As the model tells it. */
  readonly novelty?: number;
}

type Cue = Pick<FrameTrust, "trust" | "why">;

/** At a novelty of 2 trust is a tenth. */
const familiar = 1;
/** A deviation of a third of a length is usual for a model alone, and centimetres are where things touch. */
const usualDeviation = { share: 0.35, metres: 0.05 };
/** As many deviations as a length may wander without having moved. */
const wander = 2;
/** A picture published twice is no frozen camera. */
const frozen: Seconds = 0.25;

const deviationTrust = ({ metres, stddev = 0 }: TrustedLength): number => {
  const usual = Math.max(usualDeviation.metres, usualDeviation.share * metres);
  return tolerance(stddev, 0, usual, usual);
};

const jumpTrust = (
  { metres, stddev = 0, before }: TrustedLength,
  metresPerSecond: number,
): number => {
  if (!before) return 1;
  const reach = metresPerSecond * before.ago + wander * stddev;
  return tolerance(Math.abs(metres - before.metres), 0, reach, reach);
};

const unfamiliar = "the image looks unlike those that the model has learnt from";

const everyCue = (cues: TrustCues): readonly Cue[] => [
  {
    trust: tolerance(cues.novelty ?? 0, Number.NEGATIVE_INFINITY, familiar, familiar),
    why: unfamiliar,
  },
  { trust: 1 - cues.refuted, why: "its sources disagree" },
  {
    trust: Math.max(0, 1 - cues.unchanged / frozen),
    why: "the picture stands still, as of a frozen camera",
  },
  ...cues.astray.map(({ thing, metres }) => ({
    trust: 0,
    why: `${thing} is ${metres.toFixed(2)} m from where it was, and nothing took it there`,
  })),
  ...cues.lengths.flatMap((length) => [
    { trust: deviationTrust(length), why: `${length.key} is hardly known` },
    {
      trust: jumpTrust(length, cues.metresPerSecond),
      why: `${length.key} jumps faster than max_speed`,
    },
  ]),
];

/** How far a frame can be believed: as far as the weakest of its cues. Pure; the same live and offline. */
export const frameTrust = (cues: TrustCues): FrameTrust => {
  const sure: Cue = { trust: 1, why: "" };
  const weakest = everyCue(cues).reduce((low, cue) => (cue.trust < low.trust ? cue : low), sure);
  const { unchanged, novelty } = cues;
  return { ...weakest, unchanged, ...(novelty !== undefined && { novelty }) };
};

/**
 * Why a frame counts toward no hold; undefined where it does. What decides a success must look like what the model has
 * learnt from, and be believed besides. `trust` undefined: not judged, and believed.
 */
export const uncountedFor = (
  trust: Pick<FrameTrust, "trust" | "why" | "novelty"> | undefined,
  successTrust: number,
): string | undefined => {
  if (trust === undefined || successTrust === 0) return undefined;
  if ((trust.novelty ?? 0) > familiar) return unfamiliar;
  return trust.trust < successTrust ? trust.why : undefined;
};
