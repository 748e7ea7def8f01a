import { z } from "zod";
import type { Vec3 } from "../../core/index.js";
import { length, readDuration, readLength, readSpeed, time, unitNames } from "../dimension.js";

/** What a value must be, what it is instead; a missing one is said to be missing. */
const mustBe = (what: string, given: unknown): string =>
  given === undefined
    ? `is missing; give ${what}`
    : `must be ${what}; got ${JSON.stringify(given)}`;

const expecting = (what: string) => ({
  error: (issue: { readonly input?: unknown }) => mustBe(what, issue.input),
});

const text = (what: string) => z.string(expecting(what)).regex(/\S/, expecting(what));

const duration = (what: string) => {
  const wanted = expecting(`${what} with its unit (${unitNames(time).join(", ")}), such as 0.5 s`);
  return z
    .string(wanted)
    .refine((given) => readDuration(given) !== undefined, wanted)
    .transform((given) => readDuration(given) ?? Number.NaN);
};

const metres = (what: string, example: string) => {
  const wanted = expecting(
    `${what} with its unit (${unitNames(length).join(", ")}), such as ${example}`,
  );
  return z
    .string(wanted)
    .refine((given) => readLength(given) !== undefined, wanted)
    .transform((given) => readLength(given) ?? Number.NaN);
};

const speed = (example: string) => {
  const wanted = expecting(`a speed above 0 with its unit (a length per s), such as ${example}`);
  return z
    .string(wanted)
    .refine((given) => readSpeed(given) !== undefined, wanted)
    .transform((given) => readSpeed(given) ?? Number.NaN);
};

const topic = (what: string) => text(what).regex(/^\//, expecting(what));

/** A ROS topic, or what a LeRobot data set calls a camera's pictures. */
const imageTopic = text("an image topic, such as /camera/image_raw").regex(
  /^(?:\/|observation\.image)/,
  expecting(
    "an image topic, such as /camera/image_raw, or of a LeRobot data set observation.images.front",
  ),
);

/** A setting that is written in short or in full: what is wrong is told of the form that was meant. */
const shortOrFull = <T>(short: z.ZodType<T>, full: z.ZodType<T>) =>
  z.unknown().transform((given, context): T => {
    const isFull = typeof given === "object" && given !== null && !Array.isArray(given);
    const { data, error } = (isFull ? full : short).safeParse(given);
    for (const { path, message, ...issue } of error?.issues ?? []) {
      const where = { path: [...path], message };
      const { code } = issue;
      if (code === "unrecognized_keys") context.addIssue({ code, keys: issue.keys, ...where });
      else context.addIssue({ code: "custom", ...where });
    }
    return data ?? z.NEVER;
  });

const discount = expecting("a number above 0 and up to 1");
const trust = expecting("a number from 0 to 1");
const hysteresis = expecting("a share of the threshold from 0 to 1, such as 0.2");
const stillness = duration("off, or a time");
const expression = (what: string) => text(`an expression, such as "${what}"`);

const stage = z.strictObject(
  {
    potential: expression("tolerance(distance(gripper, bottle), 0 cm, 2 cm, 40 cm)"),
    until: expression("distance(gripper, bottle) < 3 cm"),
    hold: duration("a time").optional(),
  },
  expecting("a stage: potential, until, and hold where it must last"),
);

interface CameraShape {
  readonly image: string;
  readonly depth?: string | undefined;
}

const camera = z.strictObject({
  image: imageTopic,
  depth: topic(
    "the topic of a depth image, such as /camera/aligned_depth_to_color/image_raw",
  ).optional(),
});

interface GripperShape {
  readonly frame: string;
  readonly offset?: Vec3 | undefined;
}

const offset = metres("a length", "10 cm");
const gripperFrame = z.strictObject({
  frame: text("the name of a TF frame, such as tool0"),
  offset: z
    .tuple(
      [offset, offset, offset],
      expecting("three lengths along x, y and z, such as [0 cm, 0 cm, 10 cm]"),
    )
    .optional(),
});

interface SignalShape {
  readonly topic: string;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly stale?: number | undefined;
}

const signalTopic = text("a topic or a field of one, such as /gripper/width.data").regex(
  /^\s*\/[^.\s]+(?:\.\S+)?\s*$/,
  expecting("a topic or a field of one, such as /gripper/width.data"),
);
const bound = expecting("a number, in the topic's own units");
const signal = z
  .strictObject({
    topic: signalTopic,
    above: z.number(bound).optional(),
    below: z.number(bound).optional(),
    stale: duration("a time").optional(),
  })
  .refine(({ above, below }) => above === undefined || below === undefined || above < below, {
    error: "above must be less than below: no number is above the one and below the other",
  });

/** The shape of a task file; names and expressions are checked after it. */
export const taskShape = z.strictObject(
  {
    task: text("what the robot is to do, in words"),
    gripper: text("how questions name the end effector").optional(),
    objects: z.record(
      z.string(),
      text("a phrase that names the object, such as red mug"),
      expecting("names and phrases, such as { bottle: orange tea bottle }"),
    ),
    gripper_frame: shortOrFull<GripperShape>(
      text("the name of a TF frame, such as tool0").transform((frame) => ({ frame })),
      gripperFrame,
    ).optional(),
    cameras: z
      .record(
        z.string(),
        shortOrFull<CameraShape>(
          imageTopic.transform((image) => ({ image })),
          camera,
        ),
        expecting("names and topics, such as { front: /camera/image_raw }"),
      )
      .optional(),
    known: z
      .record(
        z.string(),
        metres("a length", "21 cm"),
        expecting("lengths that were measured, such as { bottle.height: 21 cm }"),
      )
      .optional(),
    discount_per_second: z.number(discount).gt(0, discount).lte(1, discount).optional(),
    success_reward: z
      .number(expecting("a number of at least 0"))
      .min(0, expecting("a number of at least 0"))
      .optional(),
    min_trust: z.number(trust).min(0, trust).max(1, trust).optional(),
    success_trust: z.number(trust).min(0, trust).max(1, trust).optional(),
    hysteresis: z.number(hysteresis).min(0, hysteresis).max(1, hysteresis).optional(),
    max_still: z.union([z.literal("off"), stillness]).optional(),
    signal: shortOrFull<SignalShape>(
      signalTopic.transform((topic) => ({ topic })),
      signal,
    ).optional(),
    max_speed: speed("2 m/s").optional(),
    time_limit: duration("a time").optional(),
    stages: z
      .record(z.string(), stage, expecting("stages by name, in order"))
      .refine((given) => Object.keys(given).length > 0, { error: "must have at least one stage" }),
    success: text("the name of the last stage"),
  },
  expecting("a task file: settings by name"),
);

export type TaskShape = z.infer<typeof taskShape>;

const settingsIn: Readonly<Record<string, readonly string[]>> = {
  stages: Object.keys(stage.shape),
  cameras: Object.keys(camera.shape),
  gripper_frame: Object.keys(gripperFrame.shape),
  signal: Object.keys(signal.shape),
};

/** The settings that there are in the map at `path`. */
export const settingsAt = ([first]: readonly (string | number)[]): readonly string[] =>
  first === undefined ? Object.keys(taskShape.shape) : (settingsIn[first] ?? []);
