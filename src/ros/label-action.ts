import { z } from "zod";
import { SpatialRewardError } from "../core/index.js";
import { readTask } from "../live/index.js";
import type { Task } from "../reward/index.js";
import type { Backend } from "../vlm/index.js";
import { done, type Outcome, outcomeOf, refusal } from "./error-numbers.js";
import type { ActionServer, Goal, GoalEnd } from "./port.js";

/** What the offline labeller is handed; the command line hands it in, since it lives above this room. */
export interface LabelJob {
  readonly bags: readonly string[];
  readonly task: Task;
  readonly output: string;
  readonly backend: Backend;
  readonly precision: string;
  readonly signal: AbortSignal;
  readonly onProgress: (bag: string, done: number, total: number | undefined) => void;
}

export interface LabelReport {
  /** Folders of the recordings that are whole. */
  readonly folders: readonly string[];
  /** Frames with a reward. */
  readonly labelled: number;
  /** A line for each recording that failed. */
  readonly failures: readonly string[];
}

export type LabelRecordings = (job: LabelJob) => Promise<LabelReport>;

export interface LabelParts {
  readonly label: LabelRecordings;
  /** Undefined: the node has no model loaded. */
  readonly model: () => { readonly backend: Backend; readonly precision: string } | undefined;
  /** The node's own. */
  readonly task: () => Task | undefined;
}

const goalShape = z.object({
  bags: z.array(z.string().min(1)).min(1),
  task: z.string(),
  output: z.string().min(1),
});

const ended = (
  outcome: GoalEnd["outcome"],
  result: Outcome,
  { folders, labelled }: Pick<LabelReport, "folders" | "labelled"> = { folders: [], labelled: 0 },
): GoalEnd => ({ outcome, result: { folders, labelled: BigInt(labelled), ...result } });

/** A recording has thousands of messages: told are each recording's first, every tenth, and the last. */
const feedbackOf = (goal: Goal): LabelJob["onProgress"] => {
  let told: { readonly bag: string; readonly count: number } | undefined;
  return (bag, count, total) => {
    if (told?.bag === bag && count !== total && count - told.count < 10) return;
    told = { bag, count };
    goal.feedback({ bag, done: BigInt(count), total: BigInt(total ?? 0) });
  };
};

const reported = (report: LabelReport): GoalEnd =>
  report.failures.length === 0
    ? ended("succeeded", done, report)
    : ended("aborted", refusal("BAG_FAILED", report.failures.join("\n")), report);

const execute = async (goal: Goal, { label, model, task: own }: LabelParts): Promise<GoalEnd> => {
  const request = goalShape.safeParse(goal.request);
  if (!request.success)
    return ended("aborted", refusal("BAD_GOAL", "bags and output are needed, none of them empty"));
  const loaded = model();
  if (loaded === undefined)
    return ended("aborted", refusal("NOT_CONFIGURED", "the node has no model loaded"));
  const { bags, output, task: given } = request.data;
  const task = given === "" ? own() : readTask(given);
  if (task === undefined)
    return ended("aborted", refusal("NO_TASK", "neither the goal nor the node has a task"));
  const { signal } = goal;
  return reported(
    await label({ bags, task, output, ...loaded, signal, onProgress: feedbackOf(goal) }),
  );
};

/** ~/label_bag: one goal at a time, so that the live frames keep a share of the model. */
export const createLabelAction = (parts: LabelParts): ActionServer => {
  let busy = false;
  return {
    accepts: () => !busy,
    execute: async (goal) => {
      busy = true;
      try {
        return await execute(goal, parts);
      } catch (thrown) {
        const stopped = thrown instanceof SpatialRewardError && thrown.code === "interrupted";
        return ended(stopped && goal.signal.aborted ? "canceled" : "aborted", outcomeOf(thrown));
      } finally {
        busy = false;
      }
    },
  };
};
