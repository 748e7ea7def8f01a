import { z } from "zod";
import type { RatioBand } from "../core/index.js";
import { tallyNovelty } from "./novelty.js";
import type { Row } from "./row.js";
import { type TruthErrors, tallyTruthErrors } from "./truth.js";

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
  readonly truth?: TruthSummary;
  /** What a user should know and what is no error: an assumed lens, a recording cut off. */
  readonly remarks: readonly string[];
}

export interface TruthSummary extends TruthErrors {
  /**
   * Whether success is the same, episode by episode, as when the model answers the truth; absent when the recording
   * doesn't tell the truth of everything the task asks for.
   */
  readonly successCorrect?: boolean;
}

const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

/** As it is stored; numbers that don't exist are null in JSON. */
export const labelResult = z.object({
  frames: z.number(),
  labelled: z.number(),
  unanswered: z.number(),
  unreadable: z.number(),
  episodes: z.number(),
  success: z.boolean(),
  remarks: z.array(z.string()).readonly(),
  truth: z
    .object({
      count: z.number(),
      mae: figure,
      medianRelative: figure,
      within: z.object({
        "50-200": figure,
        "66.7-150": figure,
        "75-125": figure,
        "90-110": figure,
      } satisfies Record<RatioBand, typeof figure>),
      spearman: figure,
      successCorrect: z.boolean().exactOptional(),
    })
    .exactOptional(),
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

/** Adds up rows one by one. */
export const tallyResult = (remarks: readonly string[]) => {
  const counts = { frames: 0, labelled: 0, unanswered: 0, unreadable: 0 };
  const successes = new Map<number, boolean>();
  const trueSuccesses = new Map<number, boolean>();
  const errors = tallyTruthErrors();
  const novelty = tallyNovelty();
  let fullyKnown = false;
  let whyNot: string | undefined;
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
      whyNot ??= row.sample.valid ? undefined : row.sample.invalidReason;
      noteSuccess(successes, row.sample);
      if (row.trueSample) noteSuccess(trueSuccesses, row.trueSample);
      fullyKnown ||= isFullyKnown(row);
      novelty.add(row);
      compare(row);
    },
    result: (): LabelResult => {
      const compared = errors.result();
      const judged = fullyKnown ? { successCorrect: sameSuccesses(successes, trueSuccesses) } : {};
      return {
        ...counts,
        episodes: successes.size,
        success: [...successes.values()].some(Boolean),
        ...(compared ? { truth: { ...compared, ...judged } } : {}),
        remarks: [
          ...remarks,
          ...novelty.remarks(),
          ...(counts.labelled === 0 && whyNot !== undefined
            ? [`no frame has a reward: ${whyNot}`]
            : []),
        ],
      };
    },
  };
};
