import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createRandom } from "../../src/core/index.js";
import { labelBags } from "../../src/label/index.js";
import { parseTask } from "../../src/reward/index.js";
import { type Backend, openBackend } from "../../src/vlm/index.js";
import { camera, compressedImage, firstStamp, period, writeRecording } from "../cli/recording.js";

/** Anything that the model says of a distance would do: only the guard stands in the way. */
const easy = (minTrust: number) =>
  parseTask(`
task: reach the red mug
objects: { mug: red mug }
min_trust: ${minTrust}
success_trust: ${minTrust}
max_still: ${minTrust === 0 ? "off" : "2 s"}
stages:
  reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 5 m, 1 m)", until: "distance(gripper, mug) < 5 m", hold: 0.3 s }
success: reach
`);

/** Shows a gripper and a red mug, and nano sees both. */
const still = "models/nano/heldout/stills/images/00069.jpg";

const [width, height, count] = [160, 120, 10];
const random = createRandom(15);

/** A grey level from 0 to 255 for each channel of each pixel. */
const picture = (level: () => number): Promise<Uint8Array> =>
  sharp(Uint8Array.from({ length: width * height * 3 }, level), {
    raw: { width, height, channels: 3 },
  })
    .png()
    .toBuffer();

const films: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  noise: () => picture(() => Math.floor(random.float() * 256)),
  "a frozen camera": () => sharp(still).resize(width, height).png().toBuffer(),
  "a covered lens": () => picture(() => 0),
  "a covered lens whose sensor is noisy": () => picture(() => Math.floor(random.float() * 6)),
};

const row = z.object({
  success: z.boolean(),
  valid: z.boolean(),
  reward: z.number().nullable(),
});

let folder: string;
let backend: Backend;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fooled-"));
  backend = await openBackend("nano");
}, 60_000);
afterAll(async () => {
  await backend.close();
  await rm(folder, { recursive: true });
});

const labelled = async (name: string, film: () => Promise<Uint8Array>, minTrust: number) => {
  const at = join(folder, `${name} ${minTrust}`);
  const messages = [];
  for (let frame = 0n; frame < count; frame += 1n) {
    const stamp = firstStamp + frame * period;
    const data = compressedImage(stamp, await film());
    messages.push({ topic: camera, logTime: stamp, data });
  }
  await labelBags({
    inputs: [await writeRecording(`${at}.mcap`, messages)],
    folder: at,
    jobs: 1,
    settings: { task: easy(minTrust), version: "test", csv: false, sidecar: true },
    origin: { kind: "model", backend, precision: "fp32" },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onRemark: () => undefined,
    onEnd: () => undefined,
  });
  const file = await asyncBufferFromFile(join(at, `${name} ${minTrust}`, "rewards.parquet"));
  return z.array(row).parse(await parquetReadObjects({ file }));
};

describe("with min_trust, no success and no reward that counts is earned by", () => {
  it.each(Object.entries(films))(
    "%s",
    async (name, film) => {
      const rows = await labelled(name, film, 0.3);
      expect(rows).toHaveLength(count);
      expect(rows.some(({ success }) => success)).toBe(false);
      for (const { valid, reward } of rows) if (valid) expect(reward).toBeLessThanOrEqual(0);
    },
    120_000,
  );

  it("which a frozen camera would be paid without", async () => {
    const frozen = films["a frozen camera"];
    const rows = frozen ? await labelled("unguarded", frozen, 0) : [];
    expect(rows.some(({ success }) => success)).toBe(true);
  }, 120_000);
});
