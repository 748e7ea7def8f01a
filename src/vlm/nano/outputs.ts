import { type Contact, type Relation, SpatialRewardError, type Vec3 } from "../../core/index.js";
import type { Tensors } from "../engine/tensor.js";
import type { NanoConfig } from "./config.js";
import { logistic } from "./distributions.js";
import type { Pair } from "./lengths.js";
import type { Thing } from "./thing.js";

/** What the model says about one question. */
export interface Grounding {
  readonly subject: Thing;
  readonly object: Thing;
  readonly pair: Pair;
  readonly contact: Readonly<Record<Contact, number>>;
  /** The relation that the words most likely ask for, and how likely. */
  readonly asked: { readonly relation: Relation; readonly probability: number };
  /** Whether all of the model's numbers are finite; otherwise none is to be believed. */
  readonly finite: boolean;
}

/** Every output of the answer graph. */
export const outputNames = [
  "relation_logits",
  "pixel",
  "point",
  "point_log_variance",
  "size",
  "size_log_variance",
  "visible_logit",
  "distance_log_mean",
  "distance_log_variance",
  "gap_mean",
  "gap_log_variance",
  "predicate_logits",
] as const;

/** The novelty graph's only output: one number. */
export const noveltyOutput = "novelty";

type OutputName = (typeof outputNames)[number];
/** How many numbers each output has for a question. */
const outputSizes = (config: NanoConfig): Readonly<Record<OutputName, number>> => ({
  relation_logits: config.relations.length,
  pixel: 4,
  point: 6,
  point_log_variance: 6,
  size: 6,
  size_log_variance: 6,
  visible_logit: 2,
  distance_log_mean: 1,
  distance_log_variance: 1,
  gap_mean: 1,
  gap_log_variance: 1,
  predicate_logits: config.predicates.length,
});

type Row = (output: OutputName) => Float32Array;

/** A row's numbers by question. @throws SpatialRewardError model.failed when an output does not have its size */
const rowsOf = (outputs: Tensors, config: NanoConfig, questions: number) => {
  const sizes = outputSizes(config);
  return (question: number): Row =>
    (output) => {
      const [tensor, size] = [outputs[output], sizes[output]];
      if (tensor?.type === "float32" && tensor.data.length === questions * size)
        return tensor.data.subarray(question * size, (question + 1) * size);
      const got = tensor ? `${tensor.type} [${tensor.dims.join(", ")}]` : "nothing";
      throw new SpatialRewardError(
        "model.failed",
        `output ${output}: must be ${size} float32 for each of ${questions} questions; got ${got}`,
      );
    };
};

const at = (values: Float32Array, index: number): number => values[index] ?? Number.NaN;

const vec3 = (values: Float32Array, thing: number, map = (x: number): number => x): Vec3 => [
  map(at(values, thing * 3)),
  map(at(values, thing * 3 + 1)),
  map(at(values, thing * 3 + 2)),
];

const thingOf = (row: Row, thing: 0 | 1, { calibration }: NanoConfig): Thing => {
  const variance =
    (factor = 1) =>
    (log: number): number =>
      factor * Math.exp(log);
  const pixel = row("pixel");
  return {
    pixel: [at(pixel, thing * 2), at(pixel, thing * 2 + 1)],
    point: vec3(row("point"), thing),
    pointVariance: vec3(row("point_log_variance"), thing, variance(calibration.point)),
    size: vec3(row("size"), thing),
    sizeLogVariance: vec3(row("size_log_variance"), thing, variance(calibration.size)),
    visible: logistic(at(row("visible_logit"), thing)),
  };
};

const pairOf = (row: Row, { calibration }: NanoConfig): Pair => ({
  logDistance: {
    mean: at(row("distance_log_mean"), 0),
    variance: (calibration.distance ?? 1) * Math.exp(at(row("distance_log_variance"), 0)),
  },
  gap: {
    mean: at(row("gap_mean"), 0),
    variance: (calibration.gap ?? 1) * Math.exp(at(row("gap_log_variance"), 0)),
  },
});

const askedOf = (row: Row, { relations }: NanoConfig): Grounding["asked"] => {
  const logits = row("relation_logits");
  const highest = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - highest), 0);
  // Only logits that are not numbers have no highest; the row is then not finite, and nothing of it is used.
  const relation = relations[logits.indexOf(highest)] ?? "distance";
  return { relation, probability: 1 / total };
};

const contactOf = (row: Row, { predicates }: NanoConfig): Grounding["contact"] => {
  const logits = row("predicate_logits");
  const probability = (predicate: Contact): number =>
    logistic(at(logits, predicates.indexOf(predicate)));
  return {
    touching: probability("touching"),
    inside: probability("inside"),
    on: probability("on"),
  };
};

/** What the novelty graph says of the image; undefined without it, and where it says no number. */
export const readNovelty = ({ [noveltyOutput]: said }: Tensors): number | undefined => {
  const value = said?.type === "float32" ? said.data[0] : undefined;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
};

/**
 * The answer graph's outputs, question by question, with calibrated variances.
 * @throws SpatialRewardError model.failed when they are not what the family promises
 */
export const readOutputs = (
  outputs: Tensors,
  config: NanoConfig,
  questions: number,
): readonly Grounding[] => {
  const rowOf = rowsOf(outputs, config, questions);
  return Array.from({ length: questions }, (_, question) => {
    const row = rowOf(question);
    return {
      subject: thingOf(row, 0, config),
      object: thingOf(row, 1, config),
      pair: pairOf(row, config),
      contact: contactOf(row, config),
      asked: askedOf(row, config),
      finite: outputNames.every((output) => row(output).every(Number.isFinite)),
    };
  });
};
