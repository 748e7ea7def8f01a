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

const ofRelation = (relation: Relation): readonly Template[] => {
  if (isLengthRelation(relation))
    return lengthDefinition(relation).wordings.map((wording) => ({
      kind: "length",
      relation,
      ...wording,
    }));
  if (isPredicateRelation(relation))
    return predicateDefinition(relation).wordings.map((wording) => ({
      kind: "predicate",
      relation,
      ...wording,
    }));
  return [];
};

const byRelation = fromRelations(
  (all) => new Map([...all.keys()].map((relation) => [relation, ofRelation(relation)])),
);

/** The templates of one relation, the plainest first. */
export const templatesFor = (relation: Relation): readonly Template[] =>
  byRelation().get(relation) ?? [];

/** Every kind of question we ask. */
export const allTemplates = (): readonly Template[] => [...byRelation().values()].flat();
