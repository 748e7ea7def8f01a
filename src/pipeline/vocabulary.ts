import { SpatialRewardError } from "../core/index.js";
import type { Task } from "../reward/index.js";
import type { Backend, Understood, UnknownWord } from "../vlm/index.js";
import { questionFor } from "../vqa/index.js";

/** Words that the task's questions name things by and that the model has not learnt: each once in each phrase. */
export const unknownWordsOf = (
  { needs }: Pick<Task, "needs">,
  { vocabulary }: Pick<Backend, "vocabulary">,
): readonly UnknownWord[] => {
  const found = needs.flatMap(({ query }) => vocabulary?.unknownIn(questionFor(query)) ?? []);
  return [...new Map(found.map((each) => [`${each.phrase}: ${each.word}`, each])).values()];
};

/** Names of the task's things that the model has not learnt, and what it is asked about instead: each once. */
export const understoodOf = (
  { needs }: Pick<Task, "needs">,
  backend: Pick<Backend, "understoodIn">,
): readonly Understood[] => {
  const found = needs.flatMap(({ query }) => backend.understoodIn?.(questionFor(query)) ?? []);
  return [...new Map(found.map((each) => [`${each.phrase}: ${each.as}`, each])).values()];
};

/** Where the task file says it: `objects.bottle`. */
const settingOf = ({ gripper, objects }: Task, phrase: string): string => {
  const [name] = Object.entries(objects).find(([, each]) => each === phrase) ?? [];
  return name === undefined ? (phrase === gripper ? "gripper" : "task") : `objects.${name}`;
};

const line = (task: Task, { word, phrase, nearest }: UnknownWord): string => {
  const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
  return `"${word}" in ${settingOf(task, phrase)}: "${phrase}"${hint}`;
};

/**
 * Before a frame is asked about: that the model knows every word of the things it will be asked about.
 * @throws SpatialRewardError task.vocabulary with all words, a line each
 */
export const requireVocabulary = (task: Task, backend: Backend): void => {
  const unknown = unknownWordsOf(task, backend);
  if (unknown.length === 0) return;
  const lines = [
    `${backend.identity.source} has not learnt ${unknown.length === 1 ? "a word" : `${unknown.length} words`} of the task:`,
    ...unknown.map((each) => line(task, each)),
    `it knows ${backend.vocabulary?.words.join(", ")}`,
    "other things need a bigger model (--backend onnx:DIR, openai:MODEL@URL) or more training (training/README.md)",
  ];
  throw new SpatialRewardError("task.vocabulary", lines.join("\n"));
};
