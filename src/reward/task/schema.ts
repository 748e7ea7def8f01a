import { z } from "zod";
import { readDuration, time, unitNames } from "../dimension.js";

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

const discount = expecting("a number above 0 and up to 1");
const expression = (what: string) => text(`an expression, such as "${what}"`);

const stage = z.strictObject(
  {
    potential: expression("tolerance(distance(gripper, bottle), 0 cm, 2 cm, 40 cm)"),
    until: expression("distance(gripper, bottle) < 3 cm"),
    hold: duration("a time").optional(),
  },
  expecting("a stage: potential, until, and hold where it must last"),
);

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
    cameras: z
      .record(
        z.string(),
        text("an image topic").regex(/^\//, expecting("an image topic, such as /camera/image_raw")),
        expecting("names and topics, such as { front: /camera/image_raw }"),
      )
      .optional(),
    discount_per_second: z.number(discount).gt(0, discount).lte(1, discount).optional(),
    success_reward: z
      .number(expecting("a number of at least 0"))
      .min(0, expecting("a number of at least 0"))
      .optional(),
    time_limit: duration("a time").optional(),
    stages: z
      .record(z.string(), stage, expecting("stages by name, in order"))
      .refine((given) => Object.keys(given).length > 0, { error: "must have at least one stage" }),
    success: text("the name of the last stage"),
  },
  expecting("a task file: settings by name"),
);

export type TaskShape = z.infer<typeof taskShape>;

export const taskSettings: readonly string[] = Object.keys(taskShape.shape);
export const stageSettings: readonly string[] = Object.keys(stage.shape);
