import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CdrWriter } from "@foxglove/cdr";
import sharp from "sharp";
import { createMcap } from "../../src/bag/index.js";
import type { SpatialFact } from "../../src/core/index.js";
import { encodeFacts, interfaceDefinition, interfaceTypes } from "../../src/messages/index.js";

export const firstStamp = 1_700_000_000_000_000_000n;
/** 10 Hz. */
export const period = 100_000_000n;

const header = (w: CdrWriter, stamp: bigint): void => {
  w.int32(Number(stamp / 1_000_000_000n));
  w.uint32(Number(stamp % 1_000_000_000n));
  w.string("camera_optical");
};

export const compressedImage = (stamp: bigint, jpeg: Uint8Array): Uint8Array => {
  const w = new CdrWriter();
  header(w, stamp);
  w.string("jpeg");
  w.uint8Array(jpeg, true);
  return w.data;
};

export interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly encoding: string;
  readonly step: number;
  readonly data: Uint8Array;
}

export const rawImage = (stamp: bigint, image: RawImage): Uint8Array => {
  const w = new CdrWriter();
  header(w, stamp);
  w.uint32(image.height);
  w.uint32(image.width);
  w.string(image.encoding);
  w.uint8(0);
  w.uint32(image.step);
  w.uint8Array(image.data, true);
  return w.data;
};

/** A picture that differs from frame to frame. */
export const jpeg = (frame: number): Promise<Uint8Array> =>
  sharp({
    create: {
      width: 64,
      height: 48,
      channels: 3,
      background: { r: (frame * 7) % 256, g: 120, b: 255 - ((frame * 5) % 256) },
    },
  })
    .jpeg()
    .toBuffer();

export interface Message {
  readonly topic: string;
  readonly logTime: bigint;
  readonly data: Uint8Array;
}

const types: Readonly<Record<string, string>> = {
  compressed: "sensor_msgs/msg/CompressedImage",
  image_raw: "sensor_msgs/msg/Image",
  facts: interfaceTypes.facts,
  chatter: "std_msgs/msg/String",
  holding: "std_msgs/msg/Bool",
};

const typeOf = (topic: string): string => types[topic.split("/").at(-1) ?? ""] ?? "";

/** A recording with these messages, and with these topics even if they have none. */
export const writeRecording = async (
  path: string,
  messages: readonly Message[],
  topics: readonly string[] = [],
): Promise<string> => {
  const names = [...new Set([...topics, ...messages.map(({ topic }) => topic)])];
  const file = await createMcap(path, {
    topics: names.map((name) => ({
      name,
      type: typeOf(name),
      definition: interfaceDefinition(typeOf(name)),
    })),
  });
  for (const message of messages) await file.write(message);
  await file.close();
  return path;
};

export const camera = "/camera/image_raw/compressed";

/** `count` frames at 10 Hz, `change`d where a test wants. */
export const cameraMessages = async (
  count: number,
  change: (message: Message, frame: number) => Message = (message) => message,
): Promise<Message[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, frame) => {
      const stamp = firstStamp + BigInt(frame) * period;
      const data = compressedImage(stamp, await jpeg(frame));
      return change({ topic: camera, logTime: stamp, data }, frame);
    }),
  );

/** The truth about a gripper that nears a mug: 0.5 m away, 2 cm nearer with each frame. */
export const truthMessages = (count: number): Message[] =>
  Array.from({ length: count }, (_, frame) => {
    const stamp = firstStamp + BigInt(frame) * period;
    const fact: SpatialFact = {
      relation: "distance",
      subject: "gripper",
      object: "red mug",
      source: "ground_truth",
      confidence: 1,
      metres: Math.max(0.01, 0.5 - 0.02 * frame),
    };
    const data = encodeFacts({ stamp, frameId: "camera_optical", facts: [fact] });
    return { topic: "/ground_truth/facts", logTime: stamp, data };
  });

export const task = `task: reach the red mug
gripper: gripper
objects: { mug: red mug }
discount_per_second: 0.9
success_reward: 1
stages:
  reach:
    potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)"
    until: "distance(gripper, mug) < 3 cm"
    hold: 0.3 s
success: reach
`;

export const writeTask = async (folder: string, text = task): Promise<string> => {
  const path = join(folder, "task.yaml");
  await writeFile(path, text);
  return path;
};

export const sceneImage = resolve(import.meta.dirname, "../fixtures/images/scene.jpg");

export const readJson = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(path, "utf8"));
