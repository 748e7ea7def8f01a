import { unknownName } from "../../core/index.js";
import { type Dimension, length, plainNumber } from "../dimension.js";
import { type FactFunction, isLengthFunction, isUnaryFunction } from "./fact-functions.js";
import type { Report } from "./tokens.js";
import type { Expression } from "./tree.js";
import type { NumberTerm } from "./typed.js";

/** What an expression may speak of. `fact` notes that a relation is asked for and gives its key. */
export interface Scope {
  /** The gripper first, then the objects, by the names of the task file. */
  readonly names: readonly string[];
  readonly fact: (relation: FactFunction, subject: string, object: string) => string;
  /** Of a formula: what is known already, by name; facts are then not asked for. */
  readonly values?: ReadonlyMap<string, Dimension>;
}

/** A thing by its name in the task file; undefined with the problem reported. */
const thing = (
  arg: Expression,
  relation: FactFunction,
  { names }: Scope,
  report: Report,
): string | undefined => {
  if (arg.kind !== "name")
    return report(arg.at, `${relation} takes the names of things: ${names.join(", ")}`);
  return names.includes(arg.name)
    ? arg.name
    : report(arg.at, unknownName("object", arg.name, names));
};

/** A relation of one or two things: metres, or the probability that it holds. */
export const factTerm = (
  { at, args }: Extract<Expression, { kind: "call" }>,
  relation: FactFunction,
  scope: Scope,
  report: Report,
): NumberTerm | undefined => {
  const count = isUnaryFunction(relation) ? 1 : 2;
  if (args.length !== count)
    return report(
      at,
      `${relation} takes ${["one thing", "two things"][count - 1]}; got ${args.length}`,
    );
  const things = args.map((arg) => thing(arg, relation, scope, report));
  const [subject, object = ""] = things;
  if (subject === undefined || things.includes(undefined)) return undefined;
  if (subject === object)
    return report(at, `${relation} of ${subject} and itself; name two different things`);
  const key = scope.fact(relation, subject, object);
  const kind = isLengthFunction(relation)
    ? { dimension: length }
    : { dimension: plainNumber, probability: true as const };
  return { type: "number", at, ...kind, constant: false, value: (known) => known(key) };
};
