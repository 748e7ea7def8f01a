import { z } from "zod";
import type { EvalReport } from "./run-eval.js";

const figure = z.number().nullable();

/** What a model is held to on its held-out set; null: not measured. Shares 0..1. */
const heldoutFiguresShape = z.object({
  /** Of distances between the gripper and a thing. */
  medianRelative: figure,
  within10: figure,
  within25: figure,
  spearman: figure,
  /** Of central 90 % intervals of all lengths. */
  coverage90: figure,
  /** Of every yes or no. */
  accuracy: figure,
  absentAuc: figure,
  /** Along its episodes, filtered. */
  medianSpearman: figure,
});
export type HeldoutFigures = z.infer<typeof heldoutFiguresShape>;

/** `figures.json` of a held-out set: what was measured there, and of which weights. */
export const heldoutRecord = z.object({
  model: z.object({ name: z.string(), version: z.string(), hash: z.string() }),
  images: z.number(),
  figures: heldoutFiguresShape,
});

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** The figures of a report that a held-out set records. */
export const heldoutFigures = ({ questions, trajectories }: EvalReport): HeldoutFigures => {
  const gripper = questions?.gripperDistance;
  return {
    medianRelative: known(gripper?.medianRelative),
    within10: known(gripper?.within["90-110"]),
    within25: known(gripper?.within["75-125"]),
    spearman: known(gripper?.spearman),
    coverage90: known(questions?.quantitative?.coverage["90"]),
    accuracy: known(questions?.qualitative?.accuracy),
    absentAuc: known(questions?.absent?.auc),
    medianSpearman: known(trajectories?.medianSpearman),
  };
};
