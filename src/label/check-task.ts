import { understoodOf, unknownWordsOf } from "../pipeline/index.js";
import {
  type GripperFrame,
  type KnownDimension,
  needsLens,
  needsUp,
  type Task,
} from "../reward/index.js";
import type { Backend, Understood, UnknownWord } from "../vlm/index.js";
import { questionFor } from "../vqa/index.js";

/** One question that each frame will be asked. */
export interface AskedQuestion {
  /** `distance(gripper,bottle)` */
  readonly key: string;
  readonly question: string;
  readonly answer: "length" | "probability";
  /** The stages whose reward needs it. */
  readonly stages: readonly string[];
  readonly needsUp: boolean;
  readonly needsLens: boolean;
}

/** What labelling with a task will ask, and what keeps it from being asked. */
export interface TaskCheck {
  readonly text: string;
  readonly questions: readonly AskedQuestion[];
  /** Objects that no expression speaks of: they are not asked about. */
  readonly unused: readonly string[];
  readonly unknownWords: readonly UnknownWord[];
  /** What the model is asked about in place of names that it has not learnt. */
  readonly understood: readonly Understood[];
  /** The first one paces the reward. */
  readonly cameras: readonly NamedCamera[];
  readonly gripperFrame?: GripperFrame;
  readonly known: readonly KnownDimension[];
}

/** A camera as the task names it, with its topics. */
export interface NamedCamera {
  readonly name: string;
  readonly image: string;
  readonly depth?: string;
}

const camerasOf = ({ cameras, depths = {} }: Task): readonly NamedCamera[] =>
  Object.entries(cameras).map(([name, image]) => {
    const { [name]: depth } = depths;
    return { name, image, ...(depth !== undefined && { depth }) };
  });

export const checkTask = (
  task: Task,
  backend: Pick<Backend, "vocabulary" | "understoodIn">,
): TaskCheck => {
  const questions = task.needs.map((need): AskedQuestion => {
    const lens = needsLens(need);
    return {
      key: need.key,
      question: questionFor(need.query).text,
      answer: lens ? "length" : "probability",
      stages: task.stages.filter(({ needs }) => needs.includes(need.key)).map(({ name }) => name),
      needsUp: needsUp(need),
      needsLens: lens,
    };
  });
  const used = new Set(task.needs.flatMap(({ subject, object }) => [subject, object]));
  return {
    text: task.text,
    questions,
    unused: Object.keys(task.objects).filter((name) => !used.has(name)),
    unknownWords: unknownWordsOf(task, backend),
    understood: understoodOf(task, backend),
    cameras: camerasOf(task),
    ...(task.gripperFrame && { gripperFrame: task.gripperFrame }),
    known: task.known ?? [],
  };
};
