import { unknownName } from "../../core/index.js";
import { TaskDocument } from "./document.js";
import { checkKnown, knownOf } from "./known.js";
import { valuesOf } from "./loose.js";
import { checkNames, gripperName } from "./names.js";
import { Problems } from "./problems.js";
import { settingsAt, type TaskShape, taskShape } from "./schema.js";
import { compileStages } from "./stages.js";
import type { Stage, Task } from "./task.js";

/** The document's values, or undefined with the problem reported. */
const valuesIn = (document: TaskDocument, problems: Problems): unknown => {
  if (!document.readable) return undefined;
  try {
    return document.values() ?? {};
  } catch (thrown) {
    problems.at([], thrown instanceof Error ? thrown.message : String(thrown));
    return undefined;
  }
};

/** Types, ranges, missing and unknown settings. */
const shapeOf = (values: unknown, problems: Problems): TaskShape | undefined => {
  const read = taskShape.safeParse(values);
  for (const issue of read.error?.issues ?? []) {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    if (issue.code !== "unrecognized_keys") {
      problems.at(path, issue.message);
      continue;
    }
    for (const key of issue.keys)
      problems.name({ parent: path, key, message: unknownName("setting", key, settingsAt(path)) });
  }
  return read.data;
};

const trimmed = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()]));

/** The topics of one kind that the file's cameras have. */
const topicsOf = (
  { cameras = {} }: TaskShape,
  kind: "image" | "depth",
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(cameras).flatMap(([name, { [kind]: topic }]) =>
      topic === undefined ? [] : [[name, topic.trim()]],
    ),
  );

/** What the file knows of things that no model is asked about. */
const besidesWords = (
  shape: TaskShape,
): Pick<Task, "cameras" | "depths" | "gripperFrame" | "known"> => {
  const depths = topicsOf(shape, "depth");
  const known = knownOf(shape);
  const { gripper_frame: gripper } = shape;
  return {
    cameras: topicsOf(shape, "image"),
    ...(Object.keys(depths).length > 0 && { depths }),
    ...(gripper && {
      gripperFrame: { frame: gripper.frame.trim(), offset: gripper.offset ?? [0, 0, 0] },
    }),
    ...(known.length > 0 && { known }),
  };
};

/** Metres per second: robot arms and hands at a table stay below. */
const fastestHand = 2;

/** Of a threshold. On simulated episodes it finds more successes than 0, and lets no more failures through; 0.4 does. */
const usualHysteresis = 0.2;

/** Deviations of twice the usual. On simulated episodes it lets fewer failures through than 0.01, and 0.5 no fewer. */
const usualSuccessTrust = 0.1;

/** Seconds: no camera's noise repeats itself; video that skips what stands still shows it anew within two. */
const usualStill = 2;

const taskOf = (
  shape: TaskShape,
  { needs, stages }: ReturnType<typeof compileStages>,
  source: string,
): Task => ({
  text: shape.task.trim(),
  gripper: (shape.gripper ?? gripperName).trim(),
  objects: trimmed(shape.objects),
  ...besidesWords(shape),
  discountPerSecond: shape.discount_per_second ?? 0.9,
  successReward: shape.success_reward ?? 1,
  minTrust: shape.min_trust ?? 0,
  hysteresis: shape.hysteresis ?? usualHysteresis,
  successTrust: shape.success_trust ?? usualSuccessTrust,
  ...(shape.max_still === "off" ? {} : { maxStill: shape.max_still ?? usualStill }),
  maxSpeed: shape.max_speed ?? fastestHand,
  ...(shape.time_limit === undefined ? {} : { timeLimit: shape.time_limit }),
  stages: Object.entries(shape.stages).map(([name, { hold = 0 }]): Stage => {
    const { potential, until, text, needs: keys = [] } = stages.get(name) ?? {};
    if (!potential || !until || !text) throw new Error(`stage ${name} was not compiled`);
    return { name, potential, until, hold, text, needs: keys };
  }),
  success: shape.success,
  needs: needs.all(),
  source,
});

/**
 * Reads a task file: YAML as in the documentation, with names, expressions and units checked.
 * `path` is what messages call the file.
 * @throws SpatialRewardError task.invalid with every problem, a line each: `path:line:column: setting: what is wrong`
 */
export const parseTask = (
  source: string,
  { path = "task" }: { readonly path?: string } = {},
): Task => {
  const document = new TaskDocument(source);
  const problems = new Problems(document);
  const values = valuesIn(document, problems);
  if (values === undefined) throw problems.refusal(path);
  const shape = shapeOf(values, problems);
  checkNames(valuesOf(values), problems);
  checkKnown(valuesOf(values), problems);
  const compiled = compileStages(valuesOf(values), problems);
  if (shape === undefined || !problems.none) throw problems.refusal(path);
  return taskOf(shape, compiled, source);
};
