import { remember, SpatialRewardError } from "../core/index.js";
import { requireVocabulary } from "../pipeline/index.js";
import { parseTask, type Task } from "../reward/index.js";
import type { TaskOf } from "../serve/index.js";
import type { Backend } from "../vlm/index.js";
import { taskFile } from "./init/draft.js";
import { type Goal, goals } from "./init/goals.js";

const [thingMark, placeMark] = ["THING", "PLACE"];
const words = "(?:(?:the|a|an) )?(.+?)";

/** An instruction as `init` words it for a goal: "pick up the red mug", "bring the red mug to the blue bowl". */
const patternOf = ({ text }: Goal): RegExp => {
  const said = text(thingMark, placeMark)
    .replace(`the ${thingMark}`, words)
    .replace(`the ${placeMark}`, words);
  return new RegExp(`^${said}\\.?$`, "i");
};

const patterns = goals.map((goal) => ({ goal, pattern: patternOf(goal) }));

/** How a task that an instruction stands for calls its things. */
const gripper = "gripper";

const fromWords = (instruction: string): Task | undefined => {
  for (const { goal, pattern } of patterns) {
    const [, thing, place] = pattern.exec(instruction) ?? [];
    if (thing === undefined) continue;
    const cameras = [{ topic: "/camera/image_raw" }];
    const draft = {
      goal,
      text: instruction,
      gripper,
      thing,
      ...(place !== undefined && { place }),
      cameras,
    };
    return parseTask(taskFile(draft), { path: "the instruction" });
  }
  return undefined;
};

const plain = (text: string): string =>
  text.trim().replace(/\s+/g, " ").replace(/\.$/, "").toLowerCase();

/** Tasks that are kept once they have been read. */
const kept = 256;

/**
 * The task that a request means: its own file's text, else the file that says so in its `task:`, else what the instruction
 * says in the words of `init`. One that the model has no words for is refused. @throws from what is returned:
 * SpatialRewardError serve.task, task.invalid, task.vocabulary
 */
export const tasksFor = (files: readonly Task[], backend: Backend): TaskOf => {
  const read = ({ instruction, task }: Parameters<TaskOf>[0]): Task => {
    if (task !== undefined) return parseTask(task, { path: "the request's task" });
    const found = files.find(({ text }) => plain(text) === plain(instruction));
    const meant = found ?? fromWords(instruction.trim().replace(/\s+/g, " "));
    if (meant) return meant;
    const texts = [
      ...files.map(({ text }) => text),
      ...goals.map(({ text }) => text("THING", "PLACE")),
    ];
    throw new SpatialRewardError(
      "serve.task",
      `no task is known for "${instruction}"; known: ${texts.join("; ")}; or send a task file's text as "task"`,
    );
  };
  const readChecked: TaskOf = (item) => {
    const task = read(item);
    requireVocabulary(task, backend);
    return task;
  };
  return remember(readChecked, kept, ({ instruction, task }) =>
    JSON.stringify([instruction, task]),
  );
};
