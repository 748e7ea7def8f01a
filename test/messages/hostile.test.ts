import { readFileSync } from "node:fs";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { SpatialRewardError } from "../../src/core/index.js";
import {
  frameFromFile,
  frameFromMessage,
  type ImageMessage,
  rawEncodings,
} from "../../src/messages/index.js";
import { compressedMessage, imageMessage, layouts } from "./image-messages.js";

const jpeg = readFileSync("test/fixtures/images/scene.jpg");
const png = await sharp(jpeg).resize(64, 48).png().toBuffer();
const rowBytes: Readonly<Record<string, number>> = {
  rgb16: 6,
  bgr16: 6,
  rgba16: 8,
  bgra16: 8,
  "16UC3": 6,
  "16UC4": 8,
  rgba8: 4,
  bgra8: 4,
  "8UC4": 4,
};
const noise = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, at) => (at * 97) % 256);

const messages: readonly [string, ImageMessage][] = [
  ...rawEncodings.map((encoding): [string, ImageMessage] => {
    const step = 16 * (rowBytes[encoding] ?? 3);
    return [
      encoding,
      imageMessage({ width: 16, height: 8, encoding, step, data: noise(step * 24) }),
    ];
  }),
  ["jpeg", compressedMessage("jpeg", jpeg)],
  ["png", compressedMessage("png", png)],
];

describe("a buffer that its owner uses again as soon as rgb() has returned its promise", () => {
  const sizes = [undefined, { width: 8, height: 4 }, { width: 32, height: 16 }];

  it.each(messages)("does not spoil the pixels: %s", async (_, message) => {
    for (const size of sizes) {
      const kept = await frameFromMessage(message).rgb(size);
      // Within a larger Buffer, as a socket or a file reader hands it out.
      const pool = Buffer.alloc(message.bytes.length + 64, 0xff);
      const bytes = pool.subarray(24, 24 + message.bytes.length);
      bytes.set(message.bytes);
      const pixels = frameFromMessage({ ...message, bytes }).rgb(size);
      pool.fill(0xff);
      expect((await pixels).data).toEqual(kept.data);
    }
  });

  it.each(messages)("and reading %s leaves the message as it was", async (_, message) => {
    const before = message.bytes.slice();
    await frameFromMessage(message).rgb();
    expect(message.bytes).toEqual(before);
  });
});

/** Whole pixels, or one of our errors; anything else fails the test. */
const pixelsOrCode = async (message: ImageMessage): Promise<void> => {
  try {
    const frame = frameFromMessage(message);
    const { width, height, data } = await frame.rgb({ width: 24, height: 18 });
    expect([width, height, data.length]).toEqual([24, 18, 24 * 18 * 3]);
  } catch (thrown) {
    if (!(thrown instanceof SpatialRewardError)) throw thrown;
    expect(thrown.code).toMatch(/^(image|message)\./);
  }
};

describe("whatever bytes come, there are pixels or an error with a code:", () => {
  it.each(messages)("%s cut anywhere", async (_, message) => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: message.bytes.length }), async (length) => {
        await pixelsOrCode({ ...message, bytes: message.bytes.subarray(0, length) });
      }),
      { numRuns: 60 },
    );
  });

  it.each(messages)("%s with bytes overwritten", async (_, message) => {
    const damage = fc.array(
      fc.tuple(fc.nat({ max: message.bytes.length - 1 }), fc.nat({ max: 255 })),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), async (overwritten, inHeader) => {
        const bytes = message.bytes.slice();
        for (const [at, value] of overwritten) bytes[inHeader ? at % 96 : at] = value;
        await pixelsOrCode({ ...message, bytes });
      }),
      { numRuns: 60 },
    );
  });

  it("noise, in every layout and as a file", async () => {
    const types = ["sensor_msgs/msg/Image", "sensor_msgs/msg/CompressedImage"];
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        for (const type of types)
          for (const layout of layouts) {
            const messageEncoding = layout === "ros1" ? "ros1" : "cdr";
            await pixelsOrCode({ topic: "/camera", type, messageEncoding, bytes });
          }
        await expect(frameFromFile(bytes, "noise")).rejects.toBeInstanceOf(SpatialRewardError);
      }),
      { numRuns: 60 },
    );
  });
});
