import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Frame } from "../../../src/core/index.js";
import { frameFromFile } from "../../../src/messages/index.js";
import {
  type Backend,
  embeddedModel,
  openBackend,
  type Precision,
  precisions,
} from "../../../src/vlm/index.js";
import { questionFor } from "../../../src/vqa/index.js";
import { goldenFolder } from "../fakes.js";

const open = async (precision: Precision): Promise<Backend> => {
  const backend = await openBackend("nano", { precision, workers: 1 });
  onTestFinished(() => backend.close());
  return backend;
};

const picture = async (): Promise<Frame> =>
  frameFromFile(await readFile(join(goldenFolder, "vga.png")), "vga.png", { fov: 60 });

const howFar = questionFor({ relation: "distance", subject: "gripper", object: "red mug" });

describe("the model that comes with the package", () => {
  it("is small: 25 MB with its variants", async () => {
    const files = await readdir(embeddedModel(), { recursive: true });
    const sizes = await Promise.all(files.map((file) => stat(join(embeddedModel(), file))));
    const bytes = sizes.reduce((sum, size) => sum + (size.isFile() ? size.size : 0), 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes / 2 ** 20).toBeLessThan(25);
  });

  it.each(precisions)("answers in %s, twice the same", async (precision) => {
    const backend = await open(precision);
    expect(backend.identity).toMatchObject({ source: "nano", name: "nano" });
    const frame = await picture();
    const [first, again] = [await backend.ask(frame, [howFar]), await backend.ask(frame, [howFar])];
    expect(first).toHaveLength(1);
    expect(first[0]?.failure).toBeUndefined();
    expect(first[0]?.subject?.point?.every(Number.isFinite)).toBe(true);
    expect(again).toEqual(first);
  });

  it("knows the words of every way we ask", async () => {
    const backend = await open("fp32");
    const [answer] = await backend.ask(await picture(), [
      { text: "How far is the red mug from the blue bowl?" },
    ]);
    expect(answer?.failure).toBeUndefined();
  });
});
