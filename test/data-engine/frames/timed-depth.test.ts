import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderFrames } from "../../../src/data-engine/frames/folder.js";
import type { FrameSettings } from "../../../src/data-engine/frames/index.js";
import { isGiven } from "../../../src/data-engine/frames/index.js";
import { timedDepth } from "../../../src/data-engine/frames/timed-depth.js";
import { writePictures } from "../folder.js";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "timed-"));
});
afterEach(() => rm(root, { recursive: true }));

const write = (name: string, lines: readonly string[]) =>
  writeFile(join(root, name), `# timestamp filename\n${lines.join("\n")}\n`);

const rgb = (time: string) => `${time} rgb/${time}.png`;
const depth = (time: string) => `${time} depth/${time}.png`;

describe("depth in lists of TUM's kind", () => {
  it.each([
    ["the nearer of two", "10.020000", ["10.005000", "10.029000"], "10.029000"],
    ["one 20 ms away", "10.020000", ["10.000000"], "10.000000"],
    ["none further away", "10.020001", ["10.000000"], undefined],
    ["the later of two that are as near", "10.010000", ["10.000000", "10.020000"], "10.020000"],
    ["one of a list that is not in order", "10.000000", ["11.000000", "10.001000"], "10.001000"],
  ])("is %s", async (_, picture, depths, expected) => {
    await write("rgb.txt", [rgb("9.000000"), rgb(picture), rgb("12.000000")]);
    await write("depth.txt", depths.map(depth));
    const timed = await timedDepth(join(root, "rgb"));
    const found = timed?.of(join(root, "rgb", `${picture}.png`));
    expect(found).toBe(expected && join(root, "depth", `${expected}.png`));
    expect(timed?.lists).toHaveLength(2);
  });

  it("says which line is none", async () => {
    await write("rgb.txt", [rgb("9.0")]);
    await write("depth.txt", ["9.0 depth/9.png and more"]);
    await expect(timedDepth(root)).rejects.toMatchObject({ code: "image.times" });
  });

  it("is no matter of a folder without lists", async () => {
    expect(await timedDepth(root)).toBeUndefined();
  });
});

/** The folder as TUM would keep it: depth a hundredth of a second behind its picture. */
const asTum = async (): Promise<void> => {
  await writePictures(root);
  await mkdir(join(root, "rgb"));
  for (const name of ["000", "001", "002"]) {
    await rename(join(root, `${name}.png`), join(root, "rgb", `1${name}.000000.png`));
    await rename(join(root, "depth", `${name}.png`), join(root, "depth", `1${name}.010000.png`));
  }
  await write("rgb.txt", ["1000.000000", "1001.000000", "1002.000000"].map(rgb));
  await write("depth.txt", ["1000.010000", "1002.010000"].map(depth));
};

/** Of each picture, what is measured at its lower middle; and what is remarked. */
const look = async (settings: FrameSettings = {}) => {
  const frames = await folderFrames(join(root, "rgb"), settings);
  const metres: (number | undefined)[] = [];
  for await (const each of frames) {
    const view = isGiven(each) ? each.frame.depth : undefined;
    const points = await view?.pointsIn({ left: 160, top: 200, right: 161, bottom: 201 });
    metres.push(points?.[2]);
  }
  return { metres, files: frames.files, remarks: frames.remarks().map(({ what }) => what) };
};

describe("a folder that TUM's RGB-D benchmark would have", () => {
  it("has depth by time, 5000 units to a metre, and says so; pictures without are told", async () => {
    await asTum();
    await rm(join(root, "camera.json"));
    const { metres, remarks } = await look({ fov: 56.145 });
    const { metres: told, remarks: none } = await look({ fov: 56.145, depthScale: 1000 });
    expect(metres[1]).toBeUndefined();
    expect(metres[0]).toBeGreaterThan(0.05);
    expect((told[0] ?? 0) / (metres[0] ?? 0)).toBeCloseTo(5, 3);
    expect(remarks).toEqual([
      "1 picture without depth",
      expect.stringContaining("5000 units to a metre"),
    ]);
    expect(none).toEqual(["1 picture without depth"]);
  });

  it("depends on the lists, too", async () => {
    await asTum();
    const { files } = await look();
    expect(files).toEqual(expect.arrayContaining([join(root, "rgb.txt"), join(root, "depth.txt")]));
  });

  it("is read by name where a name is asked for", async () => {
    await asTum();
    await expect(look({ depth: "depth" })).rejects.toMatchObject({ code: "usage.argument" });
  });
});
