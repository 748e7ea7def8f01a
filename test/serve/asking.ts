import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { parseTask } from "../../src/reward/index.js";
import { type Identity, type Look, protocol } from "../../src/serve/index.js";

export const task = parseTask(
  `
task: reach the mug
gripper: gripper
objects: { mug: red mug }
discount_per_second: 0.9
success_reward: 5
stages:
  reach:
    potential: "1 - distance(gripper, mug) / 1 m"
    until: "distance(gripper, mug) < 1 cm"
    hold: 0.2 s
success: reach
`,
  { path: "task.yaml" },
);

export const identity: Identity = {
  protocol,
  model_id: "fake",
  model_version: "1",
  preprocessing_version: "test",
  shot_mode: "zero_shot",
};

/** A picture that shows how far it is: its grey, 0 to 255, as centimetres. Grey 255 can't be answered. */
export const picture = async (grey: number): Promise<Buffer> =>
  sharp({
    create: { width: 16, height: 16, channels: 3, background: { r: grey, g: grey, b: grey } },
  })
    .png()
    .toBuffer();

export const greyOf = async (bytes: Uint8Array): Promise<number> => {
  const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return data[0] ?? Number.NaN;
};

/** Reads it off the picture, exactly. */
export const look: Look = async (bytes) => {
  const grey = await greyOf(bytes);
  const query = { relation: "distance", subject: "gripper", object: "red mug" } as const;
  const seen = { stamp: 0n, frameId: "", unanswered: [] };
  if (grey === 255) return { ...seen, facts: [], unanswered: [{ query, reason: "not-visible" }] };
  return {
    ...seen,
    facts: [{ ...query, metres: grey / 100, stddev: 0.001, confidence: 1, source: "nano" }],
  };
};

export const base64 = async (grey: number): Promise<string> =>
  (await picture(grey)).toString("base64");

const context = async (greys: readonly number[]) => ({
  frames: await Promise.all(greys.map(async (grey) => ({ front: await base64(grey) }))),
});

/** A question about films, by the greys of their pictures. */
export const question = async (...films: readonly (readonly number[])[]) => ({
  request_id: randomUUID(),
  op: films.length === 2 ? "compare" : "value",
  instruction: "reach the mug",
  contexts: await Promise.all(films.map(context)),
});
