import fc from "fast-check";
import type { SpatialFact, Unanswered } from "../../src/core/index.js";
import {
  definitionOf,
  lengthRelations,
  predicateRelations,
  type Relation,
} from "../../src/core/index.js";
import type { RewardSample } from "../../src/reward/index.js";

/** Any float64 but NaN, which is the wire's word for unknown; never a shortened one. */
export const numbers = fc.double({ noNaN: true });
/** Unicode, as names of things are in all languages, but no lone surrogates: they are not UTF-8. */
export const names = fc.string({ unit: "grapheme", maxLength: 12 });
export const stamps = fc.bigInt({ min: 0n, max: 2n ** 31n * 1_000_000_000n - 1n });

/** Those that messages have a number for. */
const carried = <Name extends Relation>(names: readonly Name[]): readonly Name[] =>
  names.filter((name) => definitionOf(name).message !== undefined);

const optional = { noNullPrototype: true } as const;
const uint32 = fc.nat({ max: 2 ** 32 - 1 });
const point = fc.tuple(numbers, numbers, numbers);
const pixel = fc.tuple(numbers, numbers);

export const samples: fc.Arbitrary<RewardSample> = fc.record(
  {
    stamp: stamps,
    frameId: names,
    previousStamp: stamps,
    episode: uint32,
    stage: names,
    stageIndex: uint32,
    progress: numbers,
    potential: numbers,
    previousPotential: numbers,
    reward: numbers,
    taskReward: numbers,
    discount: numbers,
    terms: fc.array(fc.record({ name: names, value: numbers }, optional), { maxLength: 4 }),
    distances: fc.array(
      fc.record(
        {
          key: names,
          subject: names,
          object: names,
          raw: numbers,
          filtered: numbers,
          stddev: numbers,
        },
        { ...optional, requiredKeys: ["key", "subject", "object"] },
      ),
      { maxLength: 4 },
    ),
    predicates: fc.array(
      fc.record({ key: names, probability: numbers }, { ...optional, requiredKeys: ["key"] }),
      { maxLength: 4 },
    ),
    success: fc.boolean(),
    terminated: fc.boolean(),
    truncated: fc.boolean(),
    valid: fc.boolean(),
    invalidReason: names,
    latency: numbers,
    trust: numbers,
  },
  {
    ...optional,
    requiredKeys: [
      "stamp",
      "frameId",
      "episode",
      "stage",
      "stageIndex",
      "taskReward",
      "discount",
      "terms",
      "distances",
      "predicates",
      "success",
      "terminated",
      "truncated",
      "valid",
      "invalidReason",
    ],
  },
);

const sources = fc.oneof(
  fc.constantFrom("nano" as const, "depth" as const, "tf" as const, "ground_truth" as const),
  names.map((model) => `onnx:${model}` as const),
  names.map((model) => `openai:${model}` as const),
  names.map((models) => `ensemble:${models}` as const),
  names.map((models) => `fallback:${models}` as const),
);

const statement = {
  subject: names,
  object: names,
  source: sources,
  confidence: numbers,
  subjectPoint: point,
  objectPoint: point,
  subjectPixel: pixel,
  objectPixel: pixel,
};
const always = ["relation", "subject", "object", "source", "confidence"] as const;

export const facts: fc.Arbitrary<SpatialFact> = fc.oneof(
  fc.record(
    {
      ...statement,
      relation: fc.constantFrom(...carried(lengthRelations)),
      metres: numbers,
      stddev: numbers,
    },
    { ...optional, requiredKeys: [...always, "metres"] },
  ),
  fc.record(
    {
      ...statement,
      relation: fc.constantFrom(...carried(predicateRelations)),
      probability: numbers,
      referenceFrame: fc.constantFrom("image" as const, "gravity" as const),
    },
    { ...optional, requiredKeys: [...always, "probability"] },
  ),
);

export const unanswered: fc.Arbitrary<Unanswered> = fc.record(
  {
    query: fc.record(
      {
        relation: fc.constantFrom(...carried([...lengthRelations, ...predicateRelations])),
        subject: names,
        object: names,
      },
      optional,
    ),
    reason: names,
  },
  optional,
);
