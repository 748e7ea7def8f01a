import { unknownName } from "../../core/index.js";
import { readLength } from "../dimension.js";
import { textOf, type Values, valuesOf } from "./loose.js";
import { gripperName } from "./names.js";
import type { Problems } from "./problems.js";
import type { TaskShape } from "./schema.js";
import type { KnownDimension } from "./task.js";

/** What things stand on; no object, and not asked about. */
const tableName = "table";

type Extent = KnownDimension["dimension"];

const ofObjects: readonly Extent[] = ["width", "height", "depth"];
const ofOthers: Readonly<Record<string, readonly Extent[]>> = {
  [gripperName]: ["width"],
  [tableName]: ["height"],
};

const extentsOf = (name: string): readonly Extent[] =>
  Object.hasOwn(ofOthers, name) ? (ofOthers[name] ?? []) : ofObjects;

/** "bottle.height" in its two parts; undefined without one dot. */
const partsOf = (key: string): readonly [name: string, extent: string] | undefined => {
  const [name = "", extent, more] = key.split(".");
  return extent === undefined || more !== undefined ? undefined : [name.trim(), extent.trim()];
};

const keyProblem = (key: string, objects: readonly string[]): string | undefined => {
  const parts = partsOf(key);
  if (!parts)
    return `"${key}" must be a name and a dimension, such as bottle.height or gripper.width`;
  const [name, extent] = parts;
  if (name === tableName && objects.includes(tableName))
    return `"${key}" would be of what things stand on; give the object "${tableName}" another name`;
  const names = [gripperName, ...objects, tableName];
  if (!names.includes(name)) return unknownName("name", name, names);
  const extents = extentsOf(name);
  const isKnown = extents.some((each) => each === extent);
  return isKnown ? undefined : unknownName(`dimension of ${name}`, extent, extents);
};

/** A surface may lie anywhere; a thing has some extent. */
const lengthProblem = (key: string, given: unknown): string | undefined => {
  const length = typeof given === "string" ? readLength(given) : undefined;
  return length === undefined || length > 0 || partsOf(key)?.[0] === tableName
    ? undefined
    : `must be a length above 0; got "${String(given)}"`;
};

/** Reports known lengths of things that the file doesn't name, and lengths that nothing has. */
export const checkKnown = (values: Values, problems: Problems): void => {
  const objects = Object.keys(valuesOf(values.objects));
  for (const [key, given] of Object.entries(valuesOf(values.known))) {
    const message = keyProblem(key, objects);
    if (message !== undefined) problems.name({ parent: ["known"], key, message });
    const wrong = lengthProblem(key, given);
    if (wrong !== undefined) problems.at(["known", key], wrong);
  }
};

/** Of a file whose known lengths were checked. */
export const knownOf = ({ known = {}, objects, gripper }: TaskShape): readonly KnownDimension[] => {
  const phrases = new Map(Object.entries({ ...objects, [gripperName]: gripper ?? gripperName }));
  return Object.entries(known).flatMap(([key, metres]) => {
    const [name = "", extent] = partsOf(key) ?? [];
    const dimension = extentsOf(name).find((each) => each === extent);
    if (!dimension) return [];
    return [{ name, thing: textOf(phrases.get(name))?.trim() ?? name, dimension, metres }];
  });
};
