import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dot } from "../../src/core/index.js";
import { type Detector, type GivenFrame, runEngine } from "../../src/data-engine/index.js";
import { type DataLine, readDataset } from "../../src/dataset/index.js";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "recorded-"));
});
afterEach(() => rm(root, { recursive: true }));

/** Always the same box; keeps the frames that it was shown. */
const boxed = () => {
  const shown: GivenFrame[] = [];
  const detector: Detector = {
    source: "test",
    find: async (given) => {
      shown.push(given);
      return [{ name: "bottle", score: 1, box: { left: 164, top: 102, right: 192, bottom: 166 } }];
    },
    close: async () => undefined,
  };
  return { detector, shown };
};

const make = async (detector: Detector, frames = {}) => {
  const [summary] = await runEngine({
    sources: [join(import.meta.dirname, "../../examples/rgbd.mcap")],
    out: root,
    detector,
    frames,
    seed: 0,
    perImage: 8,
    jobs: 2,
    version: "test",
    signal: new AbortController().signal,
  });
  const lines: DataLine[] = [];
  for await (const line of readDataset(join(root, "rgbd"))) lines.push(line);
  return { summary, lines };
};

describe("a recording with depth", () => {
  it("gives a frame a second, by its stamps", async () => {
    const { detector, shown } = boxed();
    const { summary } = await make(detector);
    expect(summary?.frames).toBe(4);
    expect(shown.map(({ t }) => Math.round(t ?? -1))).toEqual([0, 1, 2, 3]);
  });

  it("gives as many as are asked for", async () => {
    const { summary } = await make(boxed().detector, { rate: 3 });
    expect(summary?.frames).toBeGreaterThan(8);
  });

  it("lifts things by its depth, with up as TF tells it", async () => {
    const { detector, shown } = boxed();
    const { lines } = await make(detector);
    const given = shown[0]?.frame.up;
    const up = lines[0]?.camera.up;
    expect(given && up && dot(given, up)).toBeCloseTo(1, 4);
    const [bottle] = lines[0]?.things ?? [];
    // The simulated bottle is 7 cm wide and 19 cm tall; its depth is a stereo camera's.
    expect(Math.abs((bottle?.size[0] ?? 0) / 0.07 - 1)).toBeLessThan(0.1);
    expect(Math.abs((bottle?.height ?? 0) / 0.19 - 1)).toBeLessThan(0.1);
    expect(lines[0]?.source).toBe("depth, things of test");
  });
});
