import { mean, type RatioBand, ratioBands } from "../../core/index.js";
import { type Case, isAnswered, type LengthCase, lengthCases, predicateCases } from "../case.js";

/** The bands of SpatialVLM's tables. */
export const paperBands = ["50-200", "66.7-150", "90-110"] as const satisfies readonly RatioBand[];
export type PaperBand = (typeof paperBands)[number];

/**
 * SpatialVLM's figures (arXiv 2401.12168). Every share is of what was asked: a question that is refused, or answered
 * without a usable number, counts as asked and as wrong. NaN where nothing of the kind was asked.
 */
export interface PaperScore {
  readonly qualitative: {
    /** Yes or no. */
    readonly asked: number;
    readonly right: number;
  };
  readonly quantitative: {
    readonly asked: number;
    /** Share whose answer has a number. */
    readonly numbers: number;
    /** Of `asked` less `zeroTruths`. Bounds included; lengths of any unit are compared in metres. */
    readonly within: Readonly<Record<PaperBand, number>>;
    /** Lengths that are truly 0 (what touches has no gap): no percentage of them is anything else. */
    readonly zeroTruths: number;
  };
}

const isWithin = (one: LengthCase, band: PaperBand): boolean => {
  const [low, high] = ratioBands[band];
  return isAnswered(one) && one.estimate >= low * one.truth && one.estimate <= high * one.truth;
};

/** Of questions about things that can be seen; those about absent things have no truth to compare with. */
export const scorePaper = (cases: readonly Case[]): PaperScore => {
  const lengths = lengthCases(cases);
  const yesOrNo = predicateCases(cases);
  const positive = lengths.filter(({ truth }) => truth > 0);
  const within = (band: PaperBand): number => mean(positive.map((one) => +isWithin(one, band)));
  return {
    qualitative: {
      asked: yesOrNo.length,
      right: mean(
        yesOrNo.map(({ truth, probability }) =>
          Number(probability !== undefined && probability > 0.5 === truth),
        ),
      ),
    },
    quantitative: {
      asked: lengths.length,
      numbers: mean(lengths.map((one) => +isAnswered(one))),
      within: {
        "50-200": within("50-200"),
        "66.7-150": within("66.7-150"),
        "90-110": within("90-110"),
      },
      zeroTruths: lengths.length - positive.length,
    },
  };
};
