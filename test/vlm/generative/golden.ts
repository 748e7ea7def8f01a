import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { z } from "zod";
import type { Frame, RgbImage } from "../../../src/core/index.js";
import { generative } from "../../../src/vlm/families.js";
import type { GenerativeParts } from "../../../src/vlm/generative/ask.js";
import { loadGenerative } from "../../../src/vlm/generative/open-generative.js";
import type { ModelOptions } from "../../../src/vlm/index.js";
import { plainFrame } from "../fakes.js";

/** Directories of tiny random-weight models, each with what `transformers` makes of it: see make_models.py. */
export const tinyFamilies = [
  "smolvlm",
  "idefics3",
  "qwen2_vl",
  "qwen2_5_vl",
  "llava_onevision",
  "paligemma",
  "qwen3_vl",
  "gemma3",
] as const;
export type TinyFamily = (typeof tinyFamilies)[number];

export const tinyFolder = (family: TinyFamily): string =>
  fileURLToPath(new URL(`../../fixtures/vlm/${family}`, import.meta.url));

const floats = z.string().transform((text) => {
  const bytes = Buffer.from(text, "base64");
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
});

const goldenCases = z.array(
  z.object({
    picture: z.tuple([z.int(), z.int()]),
    question: z.string(),
    ids: z.array(z.int()),
    pixels: floats,
    shape: z.array(z.int()),
    continuation: z.array(z.int()),
    logits: z.array(floats),
  }),
);

export type GoldenCase = z.infer<typeof goldenCases>[number];

export const goldenOf = async (family: TinyFamily): Promise<readonly GoldenCase[]> =>
  goldenCases.parse(JSON.parse(await readFile(`${tinyFolder(family)}/golden.json`, "utf8")));

/** The picture of make_models.py. */
const picture = (width: number, height: number): RgbImage => {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const [c, x, y] = [at % 3, Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    return (x * 7 * (c + 1) + y * 5 + ((x >> 3) ^ (y >> 3)) * (31 + c * 17)) % 256;
  });
  return { width, height, data };
};

export const pictureFrame = ([width, height]: readonly [number, number]): Frame =>
  plainFrame([0, 0, 0], { width, height, rgb: async () => picture(width, height) });

/** A copy of a tiny model that a test may change. */
export const copyOfTiny = async (family: TinyFamily): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), `${family}-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(tinyFolder(family), folder, { recursive: true });
  return folder;
};

/** A tiny model, closed when the test ends. */
export const loadTiny = async (
  family: TinyFamily,
  options: ModelOptions = {},
  folder = tinyFolder(family),
): Promise<GenerativeParts> => {
  const kind = generative.find(({ modelTypes }) => modelTypes.includes(family));
  if (!kind) throw new Error(`no family reads ${family}`);
  const { parts } = await loadGenerative(kind, { folder }, { threads: 1, ...options });
  onTestFinished(() => parts.engine.close());
  return parts;
};
