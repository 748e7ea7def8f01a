import { z } from "zod";
import {
  type ErrorCode,
  errorCodes,
  type FactSource,
  isFactSource,
  isLengthRelation,
  isPredicateRelation,
  isRelation,
  type Observation,
  type Stamp,
} from "../core/index.js";
import { type View, viewShape } from "./view.js";

/** A frame after the model has been asked about it, before or after its evidence was fused: pixels no more. */
export interface ObservedFrame {
  /** Among the messages of the camera's topic, from 0: with --rate some are passed over. */
  readonly index: number;
  readonly logTime: Stamp;
  readonly observation: Observation;
  /** Whether the recording says that an episode begins here. */
  readonly startsEpisode: boolean;
  /** Absent of a frame that could not be read, or whose image is not at hand. */
  readonly view?: View;
}

const stamp = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const vec3 = z.tuple([z.number(), z.number(), z.number()]);
const pixel = z.tuple([z.number(), z.number()]);

const six = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]);
const source = z.custom<FactSource>(isFactSource);

const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(errorCodes, text);

const statement = {
  subject: z.string(),
  object: z.string(),
  source,
  confidence: z.number(),
  subjectPoint: vec3.exactOptional(),
  objectPoint: vec3.exactOptional(),
  subjectPixel: pixel.exactOptional(),
  objectPixel: pixel.exactOptional(),
};

const fact = z.union([
  z.object({
    ...statement,
    relation: z.string().refine(isLengthRelation),
    metres: z.number(),
    stddev: z.number().exactOptional(),
  }),
  z.object({
    ...statement,
    relation: z.string().refine(isPredicateRelation),
    probability: z.number(),
    referenceFrame: z.enum(["image", "gravity"]).exactOptional(),
  }),
]);

const query = z.object({
  relation: z.string().refine(isRelation),
  subject: z.string(),
  object: z.string(),
});

const evidence = z.object({
  source,
  thing: z.string(),
  point: vec3,
  covariance: six,
  pixel: pixel.exactOptional(),
  visible: z.number().exactOptional(),
  size: z.object({ extents: vec3, logVariance: vec3 }).exactOptional(),
});

const pose = z.object({
  frame: z.string(),
  pose: z.object({
    position: vec3,
    rotation: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  }),
});

const observation = z.object({
  stamp,
  frameId: z.string(),
  facts: z.array(fact),
  unanswered: z.array(z.object({ query, reason: z.string() })),
  evidence: z.array(evidence).exactOptional(),
  refused: z.array(z.object({ source, thing: z.string(), why: z.string() })).exactOptional(),
  pose: pose.exactOptional(),
  up: vec3.exactOptional(),
  novelty: z.number().exactOptional(),
  lensAssumed: z.literal(true).exactOptional(),
  failure: z.object({ code: z.string().refine(isErrorCode), message: z.string() }).exactOptional(),
});

const line = z.object({
  index: z.number(),
  logTime: stamp,
  startsEpisode: z.boolean(),
  view: viewShape.exactOptional(),
  observation: observation.extend({
    others: z.array(z.object({ camera: z.string(), observation })).exactOptional(),
  }),
});

/** One line of JSON; stamps as decimal strings, numbers exactly as they are. */
export const toLine = (frame: ObservedFrame): string =>
  `${JSON.stringify(frame, (_, value) => (typeof value === "bigint" ? value.toString() : value))}\n`;

/** Undefined for a line that was cut off or isn't ours. */
export const fromLine = (text: string): ObservedFrame | undefined => {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};
