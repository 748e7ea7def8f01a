import { z } from "zod";
import { allRelations, isRelation } from "../core/index.js";

const metres = z.number().finite();
const vec3 = z.tuple([metres, metres, metres]);
const extent = z.number().nonnegative();
const index = z.int().nonnegative();

/** Pixels of this image. `up` is a unit vector in the optical frame (x right, y down, z forward). */
const camera = z.object({
  fx: z.number().positive(),
  fy: z.number().positive(),
  cx: z.number(),
  cy: z.number(),
  up: vec3.optional(),
});

/** One thing, in metres of the optical frame. Names are unambiguous within their image. */
const thing = z.object({
  name: z.string().min(1),
  /** Further phrases that name this thing and nothing else in the image. */
  aliases: z.array(z.string().min(1)).optional(),
  /** Set for the robot's gripper; its centre is the tool centre point between the finger tips. */
  gripper: z.boolean().optional(),
  /** Of the whole oriented bounding box, hidden parts included. */
  centre: vec3,
  /** Extents of the whole thing along the camera's x, y and z. */
  size: z.tuple([extent, extent, extent]),
  /** Extent along up. */
  height: extent.optional(),
  /**
   * 1 σ of these, where they were measured; absent where they are exact. Without that of size or height, only a part of
   * the thing is seen, and the ones above are that part's.
   */
  deviation: z
    .object({
      centre: z.tuple([extent, extent, extent]),
      size: z.tuple([extent, extent, extent]).optional(),
      height: extent.optional(),
    })
    .optional(),
  /** x0, y0, x1, y1 of the visible part in pixels; absent when nothing of it is visible. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  /** Share of its pixels that are inside the image and not hidden. */
  visible: z.number().min(0).max(1),
  attributes: z.record(z.string(), z.unknown()),
});

/** What centres can't tell about two things, by index: "a inside b", "a on b"; both orders are listed. */
const pair = z.object({
  a: index,
  b: index,
  gap: extent,
  touching: z.boolean(),
  inside: z.boolean(),
  on: z.boolean(),
});

/** The truth behind an answer. Names are canonical thing names, or a phrase of `absent`. */
export const fact = z.object({
  relation: z
    .string()
    .refine(isRelation, { error: () => `must be one of ${allRelations().join(", ")}` }),
  subject: z.string(),
  object: z.string().optional(),
  /** Exact, however the answer rounds it. Absent for a length when a thing can't be seen. */
  metres: extent.optional(),
  holds: z.boolean().optional(),
  /** 1 σ of `metres`, where it follows from what was measured. */
  stddev: extent.optional(),
});

const questionAnswer = z.object({ question: z.string(), answer: z.string(), fact });

/** One line of data.jsonl: an image with what is known about it. An absent optional is unknown. */
export const dataLine = z
  .object({
    /** Path relative to the data set's folder. */
    image: z.string().min(1),
    width: z.int().positive(),
    height: z.int().positive(),
    camera,
    things: z.array(thing),
    pairs: z.array(pair).default([]),
    /** Phrases that name nothing in this image. */
    absent: z.array(z.string()).default([]),
    episode: z.string().optional(),
    /** Seconds within the episode. */
    t: z.number().optional(),
    outcome: z.string().optional(),
    /** What the episode sets out to do, such as take or place: one rule of success fits one motion. */
    motion: z.string().optional(),
    task: z.object({ subject: z.string(), object: z.string() }).optional(),
    questions: z.array(questionAnswer).optional(),
    seed: z.number().optional(),
    source: z.string().optional(),
  })
  .refine(
    ({ things, pairs }) => pairs.every(({ a, b }) => a < things.length && b < things.length),
    {
      path: ["pairs"],
      message: "must refer to things by index",
    },
  );

export type DataLine = z.infer<typeof dataLine>;
export type Thing = DataLine["things"][number];
export type Pair = DataLine["pairs"][number];
export type QuestionAnswer = z.infer<typeof questionAnswer>;
export type DataFact = z.infer<typeof fact>;
