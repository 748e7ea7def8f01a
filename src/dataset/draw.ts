import {
  definitionOf,
  isLengthRelation,
  lengthRelations,
  predicateRelations,
  type Query,
  type Random,
  type Relation,
} from "../core/index.js";
import type { LengthTruth, Scene, Truth } from "./scene.js";
import type { DataFact, Thing } from "./schema.js";

/** Share of draws that ask what the reward lives by: how far the gripper is from a thing. */
const gripperShare = 0.25;
/** Share of draws that ask how far something is that can't be seen. */
const unseenShare = 0.05;
/** How often "no" is asked where the scene has no "yes": seldom, or "no" would be right nearly always. */
const onlyNoShare = 0.1;
/** A gripper is seen in nearly every image: of those questions whether it is, so many are asked. */
const seenGripperShare = 0.04;
const canonicalNameShare = 0.6;

/** What is drawn from where nothing is asked for by name. What nano was trained on depends on it and on its order. */
const usual = (): readonly Relation[] =>
  [...lengthRelations, ...predicateRelations].filter((name) => !definitionOf(name).onRequest);

/** What to ask, by the phrases to ask it with, and its fact by canonical names. */
export interface Draft {
  readonly query: Query;
  readonly fact: DataFact;
  /** The phrase that names nothing to be seen, where one does. */
  readonly unseen?: string;
}

const phraseOf = ({ name, aliases = [] }: Thing, random: Random): string =>
  aliases.length === 0 || random.float() < canonicalNameShare ? name : random.pick(aliases);

const draftOf = (truth: Truth, random: Random): Draft => {
  const { relation, subject, object } = truth;
  return {
    query: {
      relation,
      subject: phraseOf(subject, random),
      object: object === undefined ? "" : phraseOf(object, random),
    },
    fact: {
      relation,
      subject: subject.name,
      ...(object === undefined ? {} : { object: object.name }),
      ...("metres" in truth ? { metres: truth.metres } : { holds: truth.holds }),
      ...("stddev" in truth && { stddev: truth.stddev }),
    },
  };
};

const isOfGripper = ({ subject, object }: Truth): boolean =>
  (subject.gripper === true) !== (object?.gripper === true);

const drawGripperDistance = (scene: Scene, random: Random): Draft | undefined => {
  const truths = scene.truths("distance").filter(isOfGripper);
  return truths.length === 0 ? undefined : draftOf(random.pick(truths), random);
};

/** How far is it to a thing that can't be seen? The answer says that it can't. */
const drawUnseenDistance = (scene: Scene, random: Random): Draft | undefined => {
  if (scene.unseen.length === 0 || scene.seen.length === 0) return undefined;
  const unseen = random.pick(scene.unseen);
  const thing = random.pick(scene.seen);
  const phrase = phraseOf(thing, random);
  const relation = "distance";
  const [query, fact] =
    random.float() < 0.5
      ? [
          { subject: phrase, object: unseen },
          { subject: thing.name, object: unseen },
        ]
      : [
          { subject: unseen, object: phrase },
          { subject: unseen, object: thing.name },
        ];
  return { query: { relation, ...query }, fact: { relation, ...fact }, unseen };
};

const isLength = (truth: Truth): truth is LengthTruth => "metres" in truth;

/** One statement of a relation; yes and no evenly, as far as the scene has both. */
const drawOf = (relation: Relation, scene: Scene, random: Random): Draft | undefined => {
  const truths = scene.truths(relation);
  if (truths.length === 0) return undefined;
  if (isLengthRelation(relation)) return draftOf(random.pick(truths), random);
  const yes = random.float() < 0.5;
  const suitable = truths.filter((truth) => !isLength(truth) && truth.holds === yes);
  if (suitable.length === 0) return undefined;
  const lopsided = !yes && suitable.length === truths.length;
  if (lopsided && random.float() >= onlyNoShare) return undefined;
  return draftOf(random.pick(suitable), random);
};

/** Is it visible? Yes and no evenly, as far as the image has both; and of grippers, as far as images do. */
const drawVisible = (scene: Scene, random: Random): Draft | undefined => {
  const relation = "visible";
  if (random.float() < 0.5) {
    const truths = scene.truths(relation);
    if (truths.length === 0) return undefined;
    const truth = random.pick(truths);
    const common = truth.subject.gripper === true;
    return common && random.float() >= seenGripperShare ? undefined : draftOf(truth, random);
  }
  if (scene.unseen.length === 0) return undefined;
  const subject = random.pick(scene.unseen);
  return { query: { relation, subject, object: "" }, fact: { relation, subject, holds: false } };
};

const drawFrom = (relations: readonly Relation[], scene: Scene, random: Random) => {
  const relation = random.pick(relations);
  return relation === "visible" ? drawVisible(scene, random) : drawOf(relation, scene, random);
};

/** What to ask next, of `kinds` alone where there are any; undefined when the scene has nothing of the kind drawn. */
export const draw = (
  scene: Scene,
  random: Random,
  kinds?: readonly Relation[],
): Draft | undefined => {
  if (kinds) return drawFrom(kinds, scene, random);
  const chance = random.float();
  if (chance < gripperShare) return drawGripperDistance(scene, random);
  if (chance < gripperShare + unseenShare) return drawUnseenDistance(scene, random);
  return drawFrom(usual(), scene, random);
};
