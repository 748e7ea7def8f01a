import { Registry } from "../registry.js";
import { checkDefinitions } from "./check.js";
import type { LengthDefinition, PredicateDefinition, RelationDefinition } from "./definition.js";
import { own } from "./own.js";

type Own = typeof own;

/** The name of a relation: this package's, and those that plugins add, which pass `isRelation`. */
export type Relation = keyof Own;
export type LengthRelation = {
  [Name in Relation]: Own[Name] extends LengthDefinition ? Name : never;
}[Relation];
export type PredicateRelation = Exclude<Relation, LengthRelation>;

const table = new Registry<RelationDefinition>("relation", own);

const isOwn = (name: string): name is Relation => Object.hasOwn(own, name);
const isOwnLength = (name: string): name is LengthRelation =>
  isOwn(name) && own[name].kind === "length";
const isOwnPredicate = (name: string): name is PredicateRelation =>
  isOwn(name) && own[name].kind === "predicate";

/** Relations of this package whose value is a length, without those of plugins. */
export const lengthRelations: readonly LengthRelation[] = Object.keys(own).filter(isOwnLength);

/** Those that hold or don't. Left, right, front and behind are from the camera's point of view. */
export const predicateRelations: readonly PredicateRelation[] =
  Object.keys(own).filter(isOwnPredicate);

/** Added so far, to check more against: to look at the table would close it. */
const added = new Map<string, RelationDefinition>();

/**
 * Adds relations from outside this package, by name, for as long as the process lives. Call it before the first question.
 * @throws SpatialRewardError usage.plugin for a name that there is, a definition that can't be, or when it comes too late
 */
export const addRelations = (more: Readonly<Record<string, RelationDefinition>>): void => {
  checkDefinitions(more, { ...own, ...Object.fromEntries(added) });
  table.add(more);
  for (const [name, definition] of Object.entries(more)) added.set(name, definition);
};

/** Every relation there is, plugins' last. */
export const allRelations = (): readonly Relation[] => [...table.all().keys()].filter(isRelation);

export const isRelation = (name: string): name is Relation => table.get(name) !== undefined;

/** @throws RangeError for a name that is none */
export const definitionOf = (relation: string): RelationDefinition => {
  const found = table.get(relation);
  if (found === undefined) throw new RangeError(`no relation is called "${relation}"`);
  return found;
};

export const isLengthRelation = (name: string): name is LengthRelation =>
  table.get(name)?.kind === "length";

export const isPredicateRelation = (name: string): name is PredicateRelation =>
  table.get(name)?.kind === "predicate";

/** @throws RangeError for a name that is none of a length */
export const lengthDefinition = (relation: LengthRelation): LengthDefinition => {
  const found = definitionOf(relation);
  if (found.kind !== "length") throw new RangeError(`${relation} is no length`);
  return found;
};

/** @throws RangeError for a name that is none of a predicate */
export const predicateDefinition = (relation: PredicateRelation): PredicateDefinition => {
  const found = definitionOf(relation);
  if (found.kind !== "predicate") throw new RangeError(`${relation} is no predicate`);
  return found;
};

/** What follows from all relations, worked out when it is first asked for: plugins come before. */
export const fromRelations = <Result>(
  compute: (all: ReadonlyMap<Relation, RelationDefinition>) => Result,
): (() => Result) =>
  table.derived(() => compute(new Map(allRelations().map((name) => [name, definitionOf(name)]))));

/** Whether it is of one thing: it has a subject and no object. */
export const isUnaryRelation = (relation: Relation): boolean => definitionOf(relation).of === "one";

/** Whether it has no answer without an up direction. */
export const isUprightRelation = (relation: Relation): boolean =>
  definitionOf(relation).needsUp === true;

/** Whether `a R b` and `b R a` are the same question. */
export const isSymmetric = (relation: Relation): boolean =>
  definitionOf(relation).symmetric === true;
