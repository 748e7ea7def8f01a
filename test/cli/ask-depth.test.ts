import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { deepPng } from "../messages/depth-messages.js";
import { errorOf, run } from "./program.js";

/** Shows a gripper and a red mug, about as far away as the plane. */
const sceneImage = "models/nano/heldout/stills/images/00069.jpg";
const question = "How far is the gripper from the red mug?";
const size: readonly [width: number, height: number] = [320, 240];

let folder: string;
/** One plane, so many millimetres before the camera. */
const plane = async (
  name: string,
  millimetres: number,
  [width, height] = size,
): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, deepPng(width, new Array<number>(width * height).fill(millimetres)));
  return path;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ask-depth-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Pixel = readonly [u: number, v: number];
const pixel = z.tuple([z.number(), z.number()]);
const reply = z.object({
  remarks: z.array(z.string()),
  intrinsics: z.object({ fx: z.number(), fy: z.number(), cx: z.number(), cy: z.number() }),
  answers: z.array(
    z.looseObject({
      metres: z.number(),
      stddev: z.number(),
      source: z.string().optional(),
      subject: z.object({ pixel }).optional(),
      object: z.object({ pixel }).optional(),
    }),
  ),
});
const asked = async (...args: readonly string[]) => {
  const ended = await run(["ask", ...args, "--json"]);
  expect(ended.code, ended.err).toBe(0);
  return reply.parse(JSON.parse(ended.out));
};

/** Metres at a pixel: the median of those measured around it. */
const depths = async (path: string, scale: number) => {
  const { data, info } = await sharp(path)
    .toColourspace("grey16")
    .raw({ depth: "ushort" })
    .toBuffer({ resolveWithObject: true });
  const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
  return ([u, v]: Pixel): number => {
    const around = Array.from({ length: 169 }, (_, at) => {
      const [x, y] = [Math.round(u) + (at % 13) - 6, Math.round(v) + Math.floor(at / 13) - 6];
      return (values[y * info.width + x] ?? 0) / scale;
    }).filter((metres) => metres > 0);
    return around.sort((a, b) => a - b)[around.length >> 1] ?? Number.NaN;
  };
};

const lifted = (
  at: Pixel | undefined,
  { fx, fy, cx, cy }: z.infer<typeof reply>["intrinsics"],
  metresAt: (at: Pixel) => number,
): readonly number[] => {
  if (at === undefined) return [];
  const z = metresAt(at);
  return [((at[0] - cx) / fx) * z, ((at[1] - cy) / fy) * z, z];
};

const distanceOf = (a: readonly number[] = [], b: readonly number[] = []): number =>
  Math.hypot(...a.map((value, at) => value - (b[at] ?? Number.NaN)));

describe("ask with a depth image", { timeout: 120_000 }, () => {
  it("tells lengths by the measured depth, and what they rest on", async () => {
    const depth = await plane("depth.png", 800);
    const { answers } = await asked(sceneImage, question, "--fov", "60", "--depth", depth);
    expect(answers[0]?.source).toBe("depth+nano");
    const { out } = await run(["ask", sceneImage, question, "--fov", "60", "--depth", depth]);
    expect(out).toMatch(/cm ± [\d.]+ cm \(depth\+nano\)\n/);
  });

  it("reads other units by --depth-scale", async () => {
    const millimetres = ["--depth", await plane("mm.png", 800)];
    const fifths = ["--depth", await plane("tum.png", 4000), "--depth-scale", "5000"];
    const [a, b] = await Promise.all(
      [millimetres, fifths].map((flags) => asked(sceneImage, question, ...flags)),
    );
    expect(b?.answers).toEqual(a?.answers);
  });

  it("says when the units can't be right", async () => {
    const depth = await plane("metres.png", 800);
    const { remarks } = await asked(sceneImage, question, "--depth", depth, "--depth-scale", "1");
    expect(remarks.join("\n")).toContain("1000 times off");
  });

  it("refuses depth of another size, and what is none", async () => {
    const small = await plane("small.png", 800, [160, 120]);
    const other = await run(["ask", sceneImage, question, "--depth", small]);
    expect(errorOf(other)).toMatchObject({
      code: "image.size",
      message: expect.stringContaining("320×240; is 160×120"),
    });
    const colour = await run(["ask", sceneImage, question, "--depth", sceneImage]);
    expect(errorOf(colour)).toMatchObject({
      code: "image.encoding",
      message: expect.stringContaining("a PNG of 16-bit grey; is jpeg"),
    });
  });

  const sample = "../shared/samples/rgbd_tum";
  it.skipIf(!existsSync(sample))(
    `believes a Kinect where three things tell that a room is larger than nano takes it for (${sample}; skipped when absent)`,
    async () => {
      const depth = ["--depth", `${sample}/TUM_depth.png`, "--depth-scale", "5000"];
      const questions = [
        "How far is the book from the cup?",
        "How far is the bottle from the book?",
      ];
      const { answers, remarks, intrinsics } = await asked(
        `${sample}/TUM_color.png`,
        ...questions,
        "--fov",
        "62",
        ...depth,
      );
      expect(remarks).toEqual([]);
      const metresAt = await depths(`${sample}/TUM_depth.png`, 5000);
      for (const { metres, source, subject, object } of answers) {
        const [a, b] = [subject, object].map((place) => lifted(place?.pixel, intrinsics, metresAt));
        // By nano's own scale both are less than half of that.
        expect(source).toBe("depth+nano");
        expect(metres / distanceOf(a, b)).toBeCloseTo(1, 0.6);
      }
    },
  );
});
