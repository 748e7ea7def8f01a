import { z } from "zod";
import type { Reason } from "../core/index.js";
import { type CameraUse, cameraUseShape, tallyCameraUses } from "./camera-uses.js";
import { type Ending, endingShape, gatherEndings } from "./endings.js";
import { tallyNovelty } from "./novelty.js";
import { outlineProgress } from "./outline.js";
import { gatherReasons, reasonShape } from "./reasons.js";
import type { Row } from "./row.js";
import { type SourceUse, sourceUseShape, tallySourceUses } from "./source-uses.js";
import { type TruthErrors, tallyTruthErrors, truthErrorsShape } from "./truth-errors.js";

/** What labelling a recording came to. The same for the same input, however often it was interrupted. */
export interface LabelResult {
  /** Frames that were taken, readable or not. */
  readonly frames: number;
  /** Frames with a valid reward. */
  readonly labelled: number;
  /** Frames in which any needed question went unanswered; unreadable ones are among them. */
  readonly unanswered: number;
  /** Frames that did not decode or could not be asked about. */
  readonly unreadable: number;
  readonly episodes: number;
  /** Whether any episode succeeded. */
  readonly success: boolean;
  /** How the episodes ended that ended by themselves. */
  readonly endings: readonly Ending[];
  /** What cameras besides the pacing one added, where there are any. */
  readonly cameras?: readonly CameraUse[];
  /** What each distance rests on, and in how many frames. */
  readonly sources: readonly SourceUse[];
  readonly truth?: TruthSummary;
  /** What happened, stage by stage, of a recording with one episode. */
  readonly story?: string;
  /** How progress went, roughly: some of the frames, evenly spread; null where it is not known. */
  readonly progress?: readonly (number | null)[];
  /** What a user should know and what is no error: an assumed lens, a recording cut off. */
  readonly remarks: readonly string[];
  /** Why frames have no reward, lack an answer or are known less well, and how many; the commonest first. */
  readonly reasons: readonly Reason[];
}

export interface TruthSummary extends TruthErrors {
  /**
   * Whether success is the same, episode by episode, as when the model answers the truth; absent when the recording
   * doesn't tell the truth of everything the task asks for.
   */
  readonly successCorrect?: boolean;
}

/** As it is stored. */
export const labelResult = z.object({
  frames: z.number(),
  labelled: z.number(),
  unanswered: z.number(),
  unreadable: z.number(),
  episodes: z.number(),
  success: z.boolean(),
  endings: z.array(endingShape).readonly(),
  cameras: z.array(cameraUseShape).readonly().exactOptional(),
  sources: z.array(sourceUseShape).readonly(),
  story: z.string().exactOptional(),
  progress: z.array(z.number().nullable()).readonly().exactOptional(),
  remarks: z.array(z.string()).readonly(),
  reasons: z.array(reasonShape).readonly(),
  truth: truthErrorsShape.extend({ successCorrect: z.boolean().exactOptional() }).exactOptional(),
});

export const isAnswered = ({ sample }: Row): boolean =>
  sample.distances.every(({ raw }) => raw !== undefined) &&
  sample.predicates.every(({ probability }) => probability !== undefined);

/** Whether the truth answers everything that the task asks in this frame. */
const isFullyKnown = ({ sample, truth }: Row): boolean =>
  truth?.size === sample.distances.length + sample.predicates.length;

/** Episodes that succeeded, by number. */
const noteSuccess = (episodes: Map<number, boolean>, sample: Row["sample"]): void => {
  episodes.set(sample.episode, sample.success || (episodes.get(sample.episode) ?? false));
};

const sameSuccesses = (a: Map<number, boolean>, b: Map<number, boolean>): boolean =>
  [...new Set([...a.keys(), ...b.keys()])].every(
    (episode) => (a.get(episode) ?? false) === (b.get(episode) ?? false),
  );

/** What is known of a recording before its rows are. */
export interface KnownBefore {
  readonly remarks: readonly string[];
  readonly reasons?: readonly Reason[];
}

/** Adds up rows one by one. */
export const tallyResult = ({ remarks, reasons: before }: KnownBefore) => {
  const counts = { frames: 0, labelled: 0, unanswered: 0, unreadable: 0 };
  const successes = new Map<number, boolean>();
  const trueSuccesses = new Map<number, boolean>();
  const errors = tallyTruthErrors();
  const novelty = tallyNovelty();
  const endings = gatherEndings();
  const uses = tallyCameraUses();
  const sources = tallySourceUses();
  const reasons = gatherReasons(before);
  const outline = outlineProgress();
  let fullyKnown = false;
  const compare = ({ sample, truth }: Row): void => {
    for (const { key, filtered, stddev } of sample.distances) {
      const value = truth?.get(key);
      // How far a thing has risen is followed, not answered: it has no deviation, and is no error of a model's.
      if (filtered === undefined || stddev === undefined || value?.kind !== "length") continue;
      if (value.filtered !== undefined) errors.add(key, filtered, value.filtered);
    }
  };
  return {
    add: (row: Row): void => {
      counts.frames++;
      counts.labelled += +row.sample.valid;
      counts.unanswered += +!isAnswered(row);
      counts.unreadable += +(row.frame.observation.failure !== undefined);
      noteSuccess(successes, row.sample);
      if (row.trueSample) noteSuccess(trueSuccesses, row.trueSample);
      fullyKnown ||= isFullyKnown(row);
      for (const gatherer of [novelty, endings, uses, sources, reasons, outline]) gatherer.add(row);
      compare(row);
    },
    /** The reasons of the result, with their times. */
    reasons: reasons.result,
    result: (): LabelResult => {
      const compared = errors.result();
      const cameras = uses.result();
      const judged = fullyKnown ? { successCorrect: sameSuccesses(successes, trueSuccesses) } : {};
      return {
        ...counts,
        episodes: successes.size,
        success: [...successes.values()].some(Boolean),
        endings: endings.result(),
        ...(cameras.length > 0 ? { cameras } : {}),
        sources: sources.result(),
        progress: outline.result(),
        ...(compared ? { truth: { ...compared, ...judged } } : {}),
        remarks: [...remarks, ...novelty.remarks()],
        reasons: reasons.result().map(({ kind, what, count }) => ({ kind, what, count })),
      };
    },
  };
};
