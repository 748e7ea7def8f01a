import {
  isLengthRelation,
  isUnaryRelation,
  type Pixel,
  type Relation,
  type Vec3,
} from "../../core/index.js";
import type { Question, Reading, UnreadableReason } from "../../vqa/index.js";
import type { Answer, Located } from "../backend.js";
import { failedAnswer } from "../failed-answer.js";
import { type Camera, widened, widenedPoint } from "./camera.js";
import { lengthOf } from "./lengths.js";
import type { Grounding } from "./outputs.js";
import { probabilityOf } from "./predicates.js";
import type { Thing } from "./thing.js";
import { textOf } from "./wording.js";

/** What a frame adds to what the model says of a question. */
export interface View {
  readonly camera: Camera;
  readonly up?: Vec3;
  readonly visibleThreshold: number;
  readonly pixelOfImage: (onCanvas: Pixel) => Pixel;
}

const unreadable = (reason: UnreadableReason): Reading => ({ kind: "unreadable", reason });

/** Numbers of a relation, wherever its things are said to be. */
const readingOf = (relation: Relation, grounding: Grounding, { camera, up }: View): Reading => {
  const scene = up ? { ...grounding, up } : grounding;
  if (!isLengthRelation(relation)) {
    const probability = probabilityOf(relation, scene);
    return probability === "no-up" ? unreadable("no-up") : { kind: "predicate", probability };
  }
  const length = lengthOf(relation, scene);
  if (typeof length === "string") return unreadable(length);
  const { mean, variance } = widened(length, camera);
  return { kind: "length", metres: mean, stddev: Math.sqrt(variance) };
};

const isUsable = (reading: Reading): boolean => {
  if (reading.kind === "length")
    return Number.isFinite(reading.metres) && Number.isFinite(reading.stddev);
  return reading.kind === "unreadable" || Number.isFinite(reading.probability);
};

/** How sure it is may overflow where the numbers themselves don't. */
const areVariances = (values: Vec3): boolean =>
  values.every((value) => value > 0 && Number.isFinite(value));

const located = (thing: Thing, view: View): Located => {
  const { pixel, point, visible, size: extents, sizeLogVariance: logVariance } = thing;
  const variance = widenedPoint(thing, view.camera);
  return {
    pixel: view.pixelOfImage(pixel),
    point,
    visible,
    ...(areVariances(variance) && { variance }),
    ...(areVariances(extents) && areVariances(logVariance) && { size: { extents, logVariance } }),
  };
};

/** The first thing asked about that is out of view; whether one is in view can be asked of any. */
const hidden = (
  relation: Relation,
  things: readonly Thing[],
  threshold: number,
): "subject" | "object" | undefined => {
  if (relation === "visible") return undefined;
  const index = things.findIndex(({ visible }) => visible < threshold);
  return index < 0 ? undefined : index === 0 ? "subject" : "object";
};

/** An answer from what the model believes; its relation is the query's, or what the model takes the words to ask. */
export const answerOf = (question: Question, grounding: Grounding, view: View): Answer => {
  const { subject, object, asked } = grounding;
  const relation = question.query?.relation ?? asked.relation;
  const unary = question.query ? question.query.object === "" : isUnaryRelation(relation);
  const things = unary ? [subject] : [subject, object];
  const missing = hidden(relation, things, view.visibleThreshold);
  const reading = missing ? unreadable("not-visible") : readingOf(relation, grounding, view);
  if (!grounding.finite || !isUsable(reading))
    return failedAnswer({
      code: "model.failed",
      message: `the model's numbers for "${question.text}" are not finite`,
    });
  const seen = things.reduce((product, { visible }) => product * visible, 1);
  return {
    text: textOf(question, relation, reading, missing),
    reading,
    subject: located(subject, view),
    ...(unary ? {} : { object: located(object, view) }),
    confidence: (relation === "visible" ? 1 : seen) * (question.query ? 1 : asked.probability),
  };
};
