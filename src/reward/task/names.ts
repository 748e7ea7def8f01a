import { units } from "../dimension.js";
import { functionNames } from "../expression/index.js";
import type { Path } from "./document.js";

export interface NameProblem {
  /** The map that holds the name, and the name. */
  readonly parent: Path;
  readonly key: string;
  readonly message: string;
}

/** The gripper's name in expressions; `gripper:` in the file is what questions call it. */
export const gripperName = "gripper";

const words = ["and", "or", "not", "xor", "mod", "to"];
const taken = new Set([...words, ...functionNames, ...units.keys(), gripperName]);

const nameShape = /^[A-Za-z][A-Za-z0-9_]*$/;

const unusable = (kind: string, name: string): string | undefined => {
  if (!nameShape.test(name))
    return `"${name}" can't name ${kind}; allowed are letters, digits and _, a letter first`;
  if (kind === "an object" && taken.has(name))
    return `"${name}" already means something in expressions; give the object another name`;
  return undefined;
};

/** What is wrong with the names a file gives its objects, cameras and stages. */
export const nameProblems = (
  setting: "objects" | "cameras" | "stages",
  kind: string,
  names: readonly string[],
): readonly NameProblem[] =>
  names.flatMap((key) => {
    const message = unusable(kind, key);
    return message === undefined ? [] : [{ parent: [setting], key, message }];
  });

/** Two names for one phrase: no model could tell them apart. */
export const phraseProblems = (
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
