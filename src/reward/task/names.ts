import { unknownName } from "../../core/index.js";
import { units } from "../dimension.js";
import { functionNames } from "../expression/index.js";
import { textOf, type Values, valuesOf } from "./loose.js";
import type { NameProblem, Problems } from "./problems.js";

/** The gripper's name in expressions; `gripper:` in the file is what questions call it. */
export const gripperName = "gripper";

const words = ["and", "or", "not", "xor", "mod", "to"];
/** Values to whoever knows formulas: as names they would mislead. */
const values = ["true", "false", "null", "undefined", "NaN", "Infinity"];
const taken = new Set([...words, ...values, ...functionNames, ...units.keys(), gripperName]);

/** That an object can't be called so: expressions know the name as something else. */
export const isTaken = (name: string): boolean => taken.has(name);

const nameShape = /^[A-Za-z][A-Za-z0-9_]*$/;

const unusable = (kind: string, name: string): string | undefined => {
  if (!nameShape.test(name))
    return `"${name}" can't name ${kind}; allowed are letters, digits and _, a letter first`;
  if (kind === "an object" && taken.has(name))
    return `"${name}" already means something in expressions; give the object another name`;
  return undefined;
};

/** What is wrong with the names a file gives its objects, cameras and stages. */
const nameProblems = (
  setting: "objects" | "cameras" | "stages",
  kind: string,
  names: readonly string[],
): readonly NameProblem[] =>
  names.flatMap((key) => {
    const message = unusable(kind, key);
    return message === undefined ? [] : [{ parent: [setting], key, message }];
  });

/** Two names for one phrase: no model could tell them apart. */
const phraseProblems = (
  phrases: readonly (readonly [name: string, phrase: unknown])[],
): readonly NameProblem[] => {
  const named = new Map<unknown, string>();
  return phrases.flatMap(([key, phrase]) => {
    const spoken = typeof phrase === "string" ? phrase.trim().toLowerCase() : phrase;
    const first = named.get(spoken);
    if (first === undefined) named.set(spoken, key);
    return first === undefined
      ? []
      : [
          {
            parent: ["objects"],
            key,
            message: `"${String(phrase)}" is also what ${first} is called; say what tells them apart`,
          },
        ];
  });
};

/** Whether a camera's depth would be read from its pictures. */
const isItsOwnDepth = (camera: unknown): boolean => {
  const { image, depth } = valuesOf(camera);
  return textOf(depth) !== undefined && image === depth;
};

/** Success is the end of the last stage: another one would make those after it unreachable. */
const successProblem = (success: string, stages: readonly string[]): string | undefined => {
  const last = stages.at(-1);
  if (last === undefined || success === last) return undefined;
  return stages.includes(success)
    ? `"${success}" is not the last stage; success is the end of ${last}`
    : unknownName("stage", success, stages);
};

/** Reports what is wrong with the names of a file: of objects, cameras, stages and the one that is success. */
export const checkNames = (values: Values, problems: Problems): void => {
  const [objects, cameras, stages] = [
    valuesOf(values.objects),
    valuesOf(values.cameras),
    Object.keys(valuesOf(values.stages)),
  ];
  const gripper = textOf(values.gripper) ?? gripperName;
  for (const problem of [
    ...nameProblems("objects", "an object", Object.keys(objects)),
    ...nameProblems("cameras", "a camera", Object.keys(cameras)),
    ...nameProblems("stages", "a stage", stages),
    ...phraseProblems([[gripperName, gripper], ...Object.entries(objects)]),
  ])
    problems.name(problem);
  for (const [name, camera] of Object.entries(cameras))
    if (isItsOwnDepth(camera))
      problems.at(["cameras", name, "depth"], "is the topic of its image, too");
  const success = textOf(values.success);
  const wrong = success === undefined ? undefined : successProblem(success, stages);
  if (wrong !== undefined) problems.at(["success"], wrong);
};
