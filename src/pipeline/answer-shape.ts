import { z } from "zod";

const finite = z.number();
const probability = finite.min(0).max(1);
const vec3 = z.tuple([finite, finite, finite]);
const positive = finite.positive();
const positives = z.tuple([positive, positive, positive]);
const located = z.object({
  pixel: z.tuple([finite, finite]),
  point: vec3.exactOptional(),
  visible: probability,
  variance: positives.exactOptional(),
  size: z.object({ extents: positives, logVariance: positives }).exactOptional(),
});

/** What an answer must be for us to believe it, whatever a backend makes of its contract. */
export const answerShape = z.object({
  reading: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("length"),
      metres: finite.min(0),
      stddev: finite.min(0).exactOptional(),
    }),
    z.object({ kind: z.literal("predicate"), probability }),
    z.object({
      kind: z.literal("unreadable"),
      reason: z.string(),
      phrase: z.string().exactOptional(),
    }),
  ]),
  confidence: probability,
  subject: located.exactOptional(),
  object: located.exactOptional(),
  failure: z.object({ message: z.string() }).exactOptional(),
});

export type BelievableAnswer = z.infer<typeof answerShape>;
