import type {
  DistanceEstimate,
  PredicateEstimate,
  RewardSample,
  RewardTerm,
} from "../reward/index.js";
import { FieldReader } from "./field-reader.js";
import { FieldWriter } from "./field-writer.js";
import { interfaceTypes } from "./interface-definition.js";
import { defined } from "./unknown.js";

/** CDR bytes of a spatial_reward/msg/RewardStamped. */
export const encodeReward = (sample: RewardSample): Uint8Array => {
  const w = new FieldWriter();
  w.header(sample.stamp, sample.frameId);
  w.bool(sample.previousStamp !== undefined);
  w.time(sample.previousStamp ?? 0n);
  w.uint32(sample.episode);
  w.string(sample.stage);
  w.uint32(sample.stageIndex);
  w.float64(sample.progress);
  w.float64(sample.reward);
  w.float64(sample.taskReward);
  w.float64(sample.potential);
  w.float64(sample.previousPotential);
  w.float64(sample.discount);
  w.sequence(sample.terms, (term) => writeTerm(w, term.name, term.value));
  w.sequence(sample.predicates, (predicate) => writeTerm(w, predicate.key, predicate.probability));
  w.sequence(sample.distances, (distance) => writeDistance(w, distance));
  w.bool(sample.success);
  w.bool(sample.terminated);
  w.bool(sample.truncated);
  w.bool(sample.valid);
  w.string(sample.invalidReason);
  w.float64(sample.latency);
  w.bool(sample.lensAssumed ?? false);
  w.float64(sample.trust);
  return w.data;
};

/** @throws SpatialRewardError message.malformed */
export const decodeReward = (bytes: Uint8Array): RewardSample => {
  const r = new FieldReader(bytes, "cdr", interfaceTypes.reward);
  // The fields are read in the order they are written here, which is the message's.
  const sample = defined({
    ...r.header(),
    previousStamp: readPreviousStamp(r),
    episode: r.uint32(),
    stage: r.string(),
    stageIndex: r.uint32(),
    progress: r.known(),
    reward: r.known(),
    taskReward: r.float64(),
    potential: r.known(),
    previousPotential: r.known(),
    discount: r.float64(),
    terms: r.sequence(() => readTerm(r)),
    predicates: r.sequence(() => readPredicate(r)),
    distances: r.sequence(() => readDistance(r)),
    success: r.bool(),
    terminated: r.bool(),
    truncated: r.bool(),
    valid: r.bool(),
    invalidReason: r.string(),
    latency: r.known(),
  });
  const lensAssumed = r.boolSince();
  const trust = r.knownSince();
  return {
    ...sample,
    ...(lensAssumed && { lensAssumed }),
    ...(trust !== undefined && { trust }),
  };
};

const writeTerm = (w: FieldWriter, name: string, value: number | undefined): void => {
  w.string(name);
  w.float64(value);
};

const writeDistance = (w: FieldWriter, distance: DistanceEstimate): void => {
  w.string(distance.key);
  w.string(distance.subject);
  w.string(distance.object);
  w.float64(distance.raw);
  w.float64(distance.filtered);
  w.float64(distance.stddev);
};

const readPreviousStamp = (r: FieldReader): bigint | undefined => {
  const present = r.bool();
  const stamp = r.time();
  return present ? stamp : undefined;
};

const readTerm = (r: FieldReader): RewardTerm => ({ name: r.string(), value: r.float64() });

const readPredicate = (r: FieldReader): PredicateEstimate =>
  defined({ key: r.string(), probability: r.known() });

const readDistance = (r: FieldReader): DistanceEstimate =>
  defined({
    key: r.string(),
    subject: r.string(),
    object: r.string(),
    raw: r.known(),
    filtered: r.known(),
    stddev: r.known(),
  });
