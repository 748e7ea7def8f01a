import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/core/index.js";
import {
  cameraInfoReader,
  decodeFacts,
  decodeReward,
  encodeFacts,
  encodeReward,
  encoderFor,
  frameFromFile,
  frameFromMessage,
  type ImageMessage,
  rawEncodings,
  ros2Topic,
  transformsReader,
} from "../../src/messages/index.js";
import { facts, samples } from "./codec-arbitraries.js";
import { deepPng, depthMessage, metresOf, packedDepth, rvl } from "./depth-messages.js";
import {
  cameraInfoMessage,
  compressedMessage,
  imageMessage,
  layouts,
  messageEncodingOf,
} from "./image-messages.js";
import { type Decoding, decodeMutated } from "./mutations.js";
import { ros1Transforms, ros1TransformsText } from "./ros1-transforms.js";

const perDecoder = 10_000;
const target = { width: 6, height: 4 };

const picture = (side: number) =>
  sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: "teal",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  });

const decodings = (
  messages: readonly ImageMessage[],
  decode: (message: ImageMessage) => unknown,
): readonly Decoding[] =>
  messages.map(({ bytes, ...message }) => ({
    bytes,
    decode: (mutated) => decode({ ...message, bytes: mutated }),
  }));

const pixels = (message: ImageMessage) => frameFromMessage(message).rgb(target);

const rawImages = rawEncodings.flatMap((encoding) =>
  layouts.map((layout) =>
    imageMessage({ width: 4, height: 2, encoding, step: 32, data: new Uint8Array(192) }, layout),
  ),
);
const rawDepths = ["16UC1", "32FC1", "mono16"].flatMap((encoding) =>
  layouts.map((layout) =>
    imageMessage({ width: 4, height: 2, encoding, step: 16, data: new Uint8Array(32) }, layout),
  ),
);

/** In a message of each layout, and as a file. */
const compressed = (format: string, file: Uint8Array): readonly Decoding[] => [
  ...decodings(
    layouts.map((layout) => compressedMessage(format, file, layout)),
    pixels,
  ),
  {
    bytes: new Uint8Array(file),
    decode: async (bytes) => (await frameFromFile(bytes, "a file")).rgb(target),
  },
];

const grey = () => picture(16).toColourspace("b-w");
const mosaic = "bayer_rggb8; jpeg compressed ";
const jpegs = [
  ...compressed("jpeg", await picture(16).jpeg().toBuffer()),
  ...compressed("", await picture(16).jpeg({ progressive: true }).toBuffer()),
  ...decodings([compressedMessage(mosaic, await grey().jpeg().toBuffer())], pixels),
];

const values = [0, 0, 900, 901, 902, 0, 40_000, 1500, 1501, 0, 0, 7];
const packed = (kind: "png" | "rvl", image: Uint8Array): readonly Decoding[] =>
  decodings(
    ["16UC1", "32FC1"].flatMap((encoding) =>
      layouts.map((layout) =>
        depthMessage(`${encoding}; compressedDepth ${kind}`, packedDepth(image, 100, -9), layout),
      ),
    ),
    metresOf,
  );

const cameraInfos = layouts.map((layout): Decoding => {
  const k = [500, 0, 320, 0, 500, 240, 0, 0, 1];
  const schema = { topic: "/info", type: "sensor_msgs/CameraInfo", definition: "" } as const;
  const messageEncoding = messageEncodingOf(layout);
  return {
    bytes: cameraInfoMessage({ k, d: [0.1, 0.2, 0, 0, 0.3] }, layout),
    decode: cameraInfoReader({ ...schema, schemaEncoding: "ros2msg", messageEncoding }),
  };
});

const transform = {
  header: { seq: 1, frame_id: "world", stamp: { sec: 12, nsec: 34, nanosec: 34 } },
  child_frame_id: "camera",
  transform: { translation: { x: 1, y: 2, z: 3 }, rotation: { x: 0, y: 0, z: 0, w: 1 } },
};
const transforms = { transforms: [transform, transform, transform] };
const ros1Topic = {
  type: "tf2_msgs/TFMessage",
  definition: ros1TransformsText,
  messageEncoding: "ros1",
  schemaEncoding: "ros1msg",
} as const;
const ros1Bytes = ros1Transforms(transforms);

const tf: readonly Decoding[] = [
  {
    bytes: encoderFor("tf2_msgs/TFMessage")(transforms),
    decode: transformsReader({
      topic: "/tf",
      type: "tf2_msgs/TFMessage",
      definition: "",
      schemaEncoding: "ros2msg",
      messageEncoding: "cdr",
    }),
  },
  { bytes: ros1Bytes, decode: transformsReader({ topic: "/tf", ...ros1Topic }) },
  { bytes: ros1Bytes, decode: ros2Topic(ros1Topic).convert },
];

const once = { numRuns: 20, seed: 1 };
const rewards = fc.sample(samples, once).map((sample): Decoding => {
  return { bytes: encodeReward(sample), decode: decodeReward };
});
const factArrays = fc.sample(fc.array(facts, { maxLength: 3 }), once).map((some): Decoding => {
  const bytes = encodeFacts({ stamp: 12n, frameId: "camera", facts: some });
  return { bytes, decode: decodeFacts };
});

const decoders: Readonly<Record<string, readonly Decoding[]>> = {
  "raw images of every encoding": decodings(rawImages, pixels),
  "raw depth": decodings(rawDepths, metresOf),
  JPEG: jpegs,
  PNG: compressed("png", await picture(8).png().toBuffer()),
  WebP: compressed("", await picture(8).webp().toBuffer()),
  TIFF: decodings(
    [compressedMessage("rgb8; tiff compressed ", await picture(8).tiff().toBuffer())],
    pixels,
  ),
  "compressedDepth as PNG": packed("png", deepPng(4, values, [1, 2, 4])),
  "compressedDepth as RVL": packed("rvl", rvl(4, values)),
  CameraInfo: cameraInfos,
  TF: tf,
  "our rewards": rewards,
  "our facts": factArrays,
};

const mostMegabytes = 700;

describe(`of ${perDecoder} mutated messages each gives a value or an error of ours:`, () => {
  it.each(Object.entries(decoders))(
    "%s",
    async (_, messages) => {
      const before = process.resourceUsage().maxRSS;
      const outcome = await decodeMutated(messages, perDecoder, createRandom(11));
      expect(outcome.crashes).toEqual([]);
      expect(outcome.values + outcome.errors).toBe(perDecoder);
      // Mutations that nothing notices, or that nothing survives, would test little.
      expect(outcome.values).toBeGreaterThan(perDecoder / 100);
      expect(outcome.errors).toBeGreaterThan(perDecoder / 100);
      const megabytes = (process.resourceUsage().maxRSS - before) / 1024;
      expect(megabytes, "claimed sizes must not allocate").toBeLessThan(mostMegabytes);
    },
    120_000,
  );

  it.each(Object.entries(decoders))("%s, untouched, are read", async (_, messages) => {
    for (const { bytes, decode } of messages) await decode(bytes);
  });
});
