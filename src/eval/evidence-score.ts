import { lengthErrors, type Metres } from "../core/index.js";
import { type Case, isAnswered, lengthCases } from "./case.js";
import { covered } from "./reliability.js";
import { successAuc } from "./success.js";
import { heldMeasure } from "./success-rules.js";
import type { Trace } from "./trace.js";
import { saidMoments } from "./trajectory.js";

/** How good distances between the gripper and things are, by the evidence that they rest on. Shares 0..1. */
export interface EvidenceScore {
  /** Distances that were asked for and are known. */
  readonly asked: number;
  /** Share of them with an estimate. */
  readonly answered: number;
  /** Of true distances from 5 cm on, as are the two below: nearer, a share says more of the sensor's noise. */
  readonly medianRelative: number;
  readonly within10: number;
  readonly within25: number;
  /** The same of all distances: in half of an episode's frames the thing is held, a centimetre from the gripper. */
  readonly medianRelativeOfAll: number;
  /** Mean absolute error where the true distance is below 10 cm. */
  readonly nearMae: Metres;
  /** Share of truths in the central 90 % interval. */
  readonly coverage90: number;
  /** Of taking, by what is raised in the gripper's reach; NaN without both successes and failures. */
  readonly successAuc: number;
}

const near: Metres = 0.1;
/** TF's 3 mm along each axis are 5 mm in space, a tenth of this. */
const resolved: Metres = 0.05;
/** How long a thing must be held up to count as taken. */
const hold = 0.5;

const aucOf = (traces: readonly Trace[]): number =>
  successAuc(
    traces.flatMap((trace) => {
      const { outcome, succeeded } = trace;
      const measure = heldMeasure("carried", saidMoments(trace), hold);
      return succeeded === undefined ? [] : [{ outcome, succeeded, measure }];
    }),
  );

/** @param traces of episodes that set out to take something */
export const scoreEvidence = (cases: readonly Case[], traces: readonly Trace[]): EvidenceScore => {
  const asked = lengthCases(cases).filter(
    ({ relation, of }) => relation === "distance" && of.ofGripper,
  );
  const answers = asked.filter(isAnswered);
  const { medianRelative, within } = lengthErrors(answers.filter(({ truth }) => truth >= resolved));
  return {
    asked: asked.length,
    answered: answers.length / asked.length,
    medianRelative,
    within10: within["90-110"],
    within25: within["75-125"],
    medianRelativeOfAll: lengthErrors(answers).medianRelative,
    nearMae: lengthErrors(answers.filter(({ truth }) => truth < near)).mae,
    coverage90: covered(answers, 0.9),
    successAuc: aucOf(traces),
  };
};
