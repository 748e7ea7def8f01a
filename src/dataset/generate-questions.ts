import {
  isRelation,
  isSymmetric,
  type LengthUnit,
  type Random,
  type Relation,
} from "../core/index.js";
import {
  allTemplatesFor,
  answersOf,
  askableUnitNames,
  spokenLength,
  type Template,
  tellNotVisible,
  templatesFor,
  wordingsOf,
} from "../vqa/index.js";
import { type Draft, draw } from "./draw.js";
import { Scene } from "./scene.js";
import type { DataFact, DataLine, QuestionAnswer } from "./schema.js";

export interface GenerateOptions {
  /** How many questions to ask at most; a bare scene yields fewer. */
  readonly perImage: number;
  /** Relations to ask of, evenly and in all wordings; without, those that nano is trained on, distances of the gripper most. */
  readonly kinds?: readonly Relation[];
  /** What is one question both ways ("how far is a from b") is asked of a pair once. */
  readonly once?: boolean;
}

/** Share of lengths that are asked for in a unit. */
const unitShare = 0.5;
/** Draws per question before a scene counts as exhausted. */
const patience = 8;
const askedUnits: readonly LengthUnit[] = ["cm", "m", "in", "ft", "mm"];

const answerTo = (draft: Draft, template: Template, random: Random, unit?: LengthUnit): string => {
  const { query, fact, unseen } = draft;
  if (unseen !== undefined) return random.pick(tellNotVisible(unseen));
  const names = { subject: query.subject, object: query.object };
  if (template.kind === "predicate") {
    const statement = { relation: template.relation, ...names, holds: fact.holds === true };
    return random.pick(answersOf(template, statement, ""));
  }
  const metres = fact.metres ?? Number.NaN; // only an unseen thing lacks them, and it was answered above
  const statement = { relation: template.relation, ...names, metres };
  return random.pick(answersOf(template, statement, spokenLength(metres, random, unit)));
};

type TemplatesFor = (relation: Relation) => readonly Template[];

const inWords = (draft: Draft, random: Random, templatesOf: TemplatesFor): QuestionAnswer => {
  const template = random.pick(templatesOf(draft.query.relation));
  const unit =
    template.kind === "length" && random.float() < unitShare ? random.pick(askedUnits) : undefined;
  const unitName = unit === undefined ? undefined : random.pick(askableUnitNames(unit));
  return {
    question: random.pick(wordingsOf(template, draft.query, unitName)),
    answer: answerTo(draft, template, random, unit),
    fact: draft.fact,
  };
};

const keyOf = ({ relation, subject, object = "" }: DataFact, once: boolean): string => {
  const isOrdered = !(once && isRelation(relation) && isSymmetric(relation));
  return JSON.stringify([relation, ...(isOrdered ? [subject, object] : [subject, object].sort())]);
};

/**
 * Questions about one image with answers as people give them, and their facts, exact.
 * A relation that is not clear in the image (see Scene) is not asked about; nothing is asked twice.
 */
export const generateQuestions = (
  line: DataLine,
  random: Random,
  { perImage, kinds, once = false }: GenerateOptions,
): QuestionAnswer[] => {
  const scene = new Scene(line);
  const drafts = new Map<string, Draft>();
  for (let tries = 0; drafts.size < perImage && tries < perImage * patience; tries++) {
    const draft = draw(scene, random, kinds);
    if (draft !== undefined) drafts.set(keyOf(draft.fact, once), draft);
  }
  const templatesOf = kinds ? allTemplatesFor : templatesFor;
  return [...drafts.values()].map((draft) => inWords(draft, random, templatesOf));
};
