import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { deepPng } from "../messages/depth-messages.js";
import { errorOf, run } from "./program.js";
import { sceneImage } from "./recording.js";

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

const reply = z.object({
  remarks: z.array(z.string()),
  answers: z.array(
    z.looseObject({ metres: z.number(), stddev: z.number(), source: z.string().optional() }),
  ),
});
const asked = async (...args: readonly string[]) => {
  const ended = await run(["ask", ...args, "--json"]);
  expect(ended.code, ended.err).toBe(0);
  return reply.parse(JSON.parse(ended.out));
};

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
      const { answers, remarks } = await asked(
        `${sample}/TUM_color.png`,
        ...questions,
        "--fov",
        "62",
        ...depth,
      );
      expect(remarks).toEqual([]);
      // Between the depths at the pixels that nano points at; by its own scale it is less than half.
      expect(answers[1]?.source).toBe("depth+nano");
      expect(answers[1]?.metres).toBeGreaterThan(0.68);
      expect(answers[1]?.metres).toBeLessThan(0.88);
    },
  );
});
