import {
  fromRelations,
  isLengthRelation,
  isPredicateRelation,
  type LengthRelation,
  type LengthWording,
  lengthDefinition,
  type Metres,
  type PredicateRelation,
  type PredicateWording,
  predicateDefinition,
  type Relation,
} from "../core/index.js";

/** A relation of two things with the truth about it; what a template puts into words. */
export interface LengthStatement {
  readonly relation: LengthRelation;
  readonly subject: string;
  /** Empty for relations of one thing. */
  readonly object: string;
  readonly metres: Metres;
}

export interface PredicateStatement {
  readonly relation: PredicateRelation;
  readonly subject: string;
  readonly object: string;
  readonly holds: boolean;
}

export type Statement = LengthStatement | PredicateStatement;

export const isLengthStatement = (statement: Statement): statement is LengthStatement =>
  "metres" in statement;

/** Ways to ask for one length and to tell it. */
export interface LengthTemplate extends LengthWording {
  readonly kind: "length";
  readonly relation: LengthRelation;
}

/** Ways to ask whether one relation holds, and to say that it does or doesn't. */
export interface PredicateTemplate extends PredicateWording {
  readonly kind: "predicate";
  readonly relation: PredicateRelation;
}

export type Template = LengthTemplate | PredicateTemplate;

interface Templates {
  readonly first: readonly Template[];
  readonly more: readonly Template[];
}

const ofLength = (relation: LengthRelation): Templates => {
  const { wordings, more = [] } = lengthDefinition(relation);
  const template = (wording: LengthWording): Template => ({ kind: "length", relation, ...wording });
  return { first: wordings.map(template), more: more.map(template) };
};

const ofPredicate = (relation: PredicateRelation): Templates => {
  const { wordings, more = [] } = predicateDefinition(relation);
  const template = (wording: PredicateWording): Template => ({
    kind: "predicate",
    relation,
    ...wording,
  });
  return { first: wordings.map(template), more: more.map(template) };
};

const byRelation = fromRelations(
  (all): ReadonlyMap<Relation, Templates> =>
    new Map<Relation, Templates>([
      ...[...all.keys()].filter(isLengthRelation).map((name) => [name, ofLength(name)] as const),
      ...[...all.keys()]
        .filter(isPredicateRelation)
        .map((name) => [name, ofPredicate(name)] as const),
    ]),
);

/** The templates of one relation that models are asked and data sets drawn with, the plainest first. */
export const templatesFor = (relation: Relation): readonly Template[] =>
  byRelation().get(relation)?.first ?? [];

/** Those and all others that are recognised. */
export const allTemplatesFor = (relation: Relation): readonly Template[] => {
  const { first = [], more = [] } = byRelation().get(relation) ?? {};
  return [...first, ...more];
};

/** Every kind of question that is recognised. */
export const allTemplates = (): readonly Template[] =>
  [...byRelation().keys()].flatMap(allTemplatesFor);
