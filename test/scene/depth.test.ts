import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DepthView,
  type PixelBox,
  project,
  SpatialRewardError,
} from "../../src/core/index.js";
import { createDepthHistory } from "../../src/scene/depth-history.js";
import { depthStddev } from "../../src/scene/depth-view.js";
import type { SceneMessage, SceneSettings } from "../../src/scene/index.js";
import {
  at,
  depth,
  depthInfo,
  frameIn,
  framesOf,
  image,
  info,
  placed,
  sceneOf,
} from "./messages.js";

const expects = {
  cameraInfo: () => true,
  transforms: () => false,
  depth: () => true,
  depthCameraInfo: () => true,
};
const plain = { rectified: false, aligned: false };

const seen = (messages: readonly SceneMessage[], settings: Partial<SceneSettings> = {}) => {
  const scene = sceneOf({ expects, depth: plain, ...settings });
  const frames = framesOf(scene, messages).map(frameIn);
  return { frames, reasons: scene.reasons() };
};

const viewOf = (...of: Parameters<typeof seen>): DepthView => {
  const view = seen(...of).frames[0]?.depth;
  if (!view) throw new Error(`no depth: ${JSON.stringify(seen(...of).reasons)}`);
  return view;
};

const pointsIn = async (view: DepthView, box: PixelBox): Promise<number[][]> => {
  const flat = await view.pointsIn(box);
  return Array.from({ length: flat.length / 3 }, (_, n) => [...flat.slice(3 * n, 3 * n + 3)]);
};

const whole = { left: 0, top: 0, right: 64, bottom: 48 };
const lenses = [info(0, 40), depthInfo(0, 40)];

describe("the depth of a frame", () => {
  it("are the points of the aligned image's pixels, lifted", async () => {
    const metres = (column: number, row: number) => (column === 33 ? Number.NaN : 1 + row / 100);
    const view = viewOf([...lenses, depth(0, { metres }), image(0)]);
    expect(view.stamp).toBe(at(0));
    const points = await pointsIn(view, { left: 32, top: 24, right: 35, bottom: 25 });
    expect(points).toEqual(
      [
        [32.5, 1.24],
        [34.5, 1.24],
      ].map(([u = 0, z = 0]) => [((u - 32) / 40) * z, (0.5 / 40) * z, z].map(Math.fround)),
    );
    expect(await pointsIn(view, { left: -9, top: -9, right: 99, bottom: 99 })).toHaveLength(
      63 * 48,
    );
    expect(await pointsIn(view, { left: 70, top: 0, right: 99, bottom: 99 })).toEqual([]);
  });

  it("may be of another size, and of a lens that only its camera's pictures tell", async () => {
    const half = depth(0, { width: 32, height: 24 });
    for (const infos of [
      [info(0, 40)],
      [
        info(0, 40),
        depthInfo(0, 20, { width: 32, height: 24, intrinsics: { fx: 20, fy: 20, cx: 16, cy: 12 } }),
      ],
    ]) {
      const view = viewOf([...infos, half, image(0)]);
      const points = await pointsIn(view, { left: 32, top: 24, right: 36, bottom: 28 });
      expect(points.map(([x]) => x)).toEqual(
        [0.5 / 20, 1.5 / 20, 0.5 / 20, 1.5 / 20].map(Math.fround),
      );
    }
  });

  it("tells the lens better than one that is assumed", async () => {
    const scene = sceneOf({ expects: { ...expects, cameraInfo: () => false }, depth: plain });
    const [frame] = framesOf(scene, [depthInfo(0, 40), depth(0), image(0)]).map(frameIn);
    const points = await frame?.depth?.pointsIn({ left: 32, top: 24, right: 33, bottom: 25 });
    expect([...(points ?? [])]).toEqual([0.5 / 40, 0.5 / 40, 1].map(Math.fround));
  });

  it("is registered from another camera, by both lenses and TF, as if all of it were looked at", async () => {
    const box = fc
      .tuple(
        fc.nat(60),
        fc.nat(44),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
      )
      .map(([left, top, w, h]) => ({
        left: left + 0.013,
        top: top + 0.013,
        right: left + w + 0.013,
        bottom: top + h + 0.013,
      }));
    const metres = (column: number, row: number) => 0.3 + ((column * 7 + row * 3) % 50) / 20;
    const view = viewOf([
      placed("camera", "eye", [0.1, -0.02, 0.01]),
      info(0, 40),
      depthInfo(0, 30, { frameId: "eye" }),
      depth(0, { frameId: "eye", metres }),
      image(0),
    ]);
    const all = await pointsIn(view, { left: -1e4, top: -1e4, right: 1e4, bottom: 1e4 });
    expect(all).toHaveLength(64 * 48);
    const k = { fx: 40, fy: 40, cx: 32, cy: 24 };
    await fc.assert(
      fc.asyncProperty(box, async (asked) => {
        const within = all.filter(([x = 0, y = 0, z = 0]) => {
          const [u, v] = project([x, y, z], k) ?? [-1, -1];
          return u >= asked.left && u < asked.right && v >= asked.top && v < asked.bottom;
        });
        expect(await pointsIn(view, asked)).toEqual(within);
      }),
      { numRuns: 50 },
    );
    // The depth camera's middle pixel, 1 dm to the right.
    const middle = 0.3 + ((32 * 7 + 24 * 3) % 50) / 20;
    const point = [0.1 + (0.5 / 30) * middle, -0.02 + (0.5 / 30) * middle, 0.01 + middle];
    const nearest = Math.min(
      ...all.map((p) => Math.hypot(...p.map((x, i) => x - (point[i] ?? 0)))),
    );
    expect(nearest).toBeLessThan(1e-6);
  });

  it("is straightened where the colour lens bends what the depth was aligned to", async () => {
    const distortion = { model: "plumb_bob", coefficients: [-0.3, 0.1, 0, 0, 0] };
    const bent = [info(0, 40, { distortion }), depthInfo(0, 40, { distortion })];
    for (const infos of [bent, bent.slice(0, 1)]) {
      const { frames } = seen([...infos, depth(0), image(0)]);
      const frame = frames[0];
      const points = (await frame?.depth?.pointsIn(whole)) ?? [];
      expect(points.length).toBeGreaterThan(1000);
      for (let n = 0; n < points.length; n += 3 * 97) {
        const k = frame?.intrinsics ?? { fx: 1, fy: 1, cx: 0, cy: 0 };
        const pixel = project([points[n] ?? 0, points[n + 1] ?? 0, points[n + 2] ?? 0], k);
        const taken = pixel && frame?.asTaken?.pixelOf(pixel);
        // Back on the middle of the pixel that it was measured at.
        for (const each of taken ?? []) expect(Math.abs((each % 1) - 0.5)).toBeLessThan(0.02);
      }
    }
  });

  it("errs with the square of the depth, and never by less than its steps", () => {
    expect(depthStddev(1)).toBeCloseTo(0.02, 4);
    expect(depthStddev(2)).toBeCloseTo(0.08, 4);
    expect(depthStddev(0.001)).toBeCloseTo(0.001 / Math.sqrt(12), 6);
  });
});

describe("which depth image goes with a frame", () => {
  const stamps = (messages: readonly SceneMessage[]) =>
    seen([...lenses, ...messages]).frames.map((frame) => frame?.depth?.stamp);

  it("is the nearest in time, before or after, also where it comes later", () => {
    expect(stamps([depth(-30), image(0), depth(20)])).toEqual([at(20)]);
    expect(stamps([depth(-10), image(0), depth(20)])).toEqual([at(-10)]);
    expect(stamps([image(0), depth(0, { logged: 60 })])).toEqual([at(0)]);
  });

  it("may be the same for several frames, where it comes at half their rate", () => {
    const messages = [0, 33, 66, 100].flatMap((t, n) =>
      n % 2 === 0 ? [image(t), depth(t)] : [image(t)],
    );
    expect(stamps(messages)).toEqual([at(0), at(0), at(66), at(66)]);
  });

  it("goes by log times where neither has a stamp", () => {
    const { frames } = seen([
      ...lenses,
      ...[0, 33, 66].flatMap((t) => [depth(undefined, { logged: t }), image(undefined, t)]),
    ]);
    expect(frames.map((frame) => frame?.depth !== undefined)).toEqual([true, true, true]);
  });

  it("holds only those that may still be the nearest", () => {
    const history = createDepthHistory();
    for (let t = 0; t < 100; t += 10) history.add(depth(t));
    history.forgetBefore({ stamp: at(45), logTime: at(45) });
    expect(history.at({ stamp: at(41), logTime: at(45) })).toMatchObject({
      header: { stamp: at(40) },
    });
    expect(history.at({ stamp: at(0), logTime: at(45) })).toMatchObject({
      header: { stamp: at(40) },
    });
    for (let t = 100; t < 2000; t += 10) history.add(depth(t));
    expect(history.at({ stamp: at(41), logTime: at(45) })).toMatchObject({ kind: "missing" });
  });
});

describe("what keeps depth from being used is counted", () => {
  const frames = (messages: readonly SceneMessage[], settings: Partial<SceneSettings> = {}) => {
    const { frames: all, reasons } = seen([info(0, 40), ...messages], settings);
    expect(all.every((frame) => frame && !frame.depth)).toBe(true);
    return reasons;
  };

  it.each<readonly [string, readonly SceneMessage[], string]>([
    ["none comes", [depthInfo(0, 40), image(0), image(33)], "no depth image has come"],
    [
      "it is too far in time",
      [depthInfo(0, 40), depth(-130), image(0), image(33)],
      "the nearest depth image was taken 0.130 s before the frame; at most 0.05 s count",
    ],
    [
      "its clock is another",
      [depthInfo(0, 40), depth(-3_600_000, { logged: 0 }), image(0), image(33)],
      "the depth image beside it is stamped 3600.000 s before the frame: the cameras' clocks differ",
    ],
    [
      "it has no stamps",
      [depthInfo(0, 40), depth(undefined), image(0), image(33)],
      "the depth images have no stamps",
    ],
    [
      "its camera is nowhere in TF",
      [depthInfo(0, 40), depth(0, { frameId: "eye" }), image(0), image(33)],
      'TF doesn\'t place the depth camera: nothing is told of the frame "eye"',
    ],
    [
      "its camera tells no lens",
      [placed("camera", "eye", [0, 0, 0]), depth(0, { frameId: "eye" }), image(0), image(33)],
      "the depth camera has no CameraInfo",
    ],
    [
      "it was cropped, nobody says where",
      [depth(0, { width: 64, height: 20 }), image(0), image(33)],
      "the depth camera has no CameraInfo",
    ],
  ])("where %s", (_, messages, what) => {
    expect(frames(messages)).toContainEqual({
      kind: "depth",
      what: expect.stringContaining(`${what}: no depth is used`),
      count: 2,
    });
  });

  it("where it can't be read", () => {
    const broken = {
      ...depth(0),
      depth: () => {
        throw new SpatialRewardError("image.encoding", 'depth encoding must be 16UC1; got "rgb8"');
      },
    };
    expect(frames([depthInfo(0, 40), broken, image(0)])).toContainEqual({
      kind: "depth",
      what: 'depth encoding must be 16UC1; got "rgb8": no depth is used',
      count: 1,
    });
  });

  it("where all of it is 0, once a frame, when it is looked at", async () => {
    const scene = sceneOf({ expects, depth: plain });
    const blind = { metres: () => Number.NaN };
    const all = framesOf(scene, [
      ...lenses,
      depth(0, blind),
      image(0),
      depth(33, blind),
      image(33),
    ]);
    for (const frame of all.map(frameIn))
      for (const _ of [0, 1]) expect(await frame?.depth?.pointsIn(whole)).toHaveLength(0);
    expect(scene.reasons()).toContainEqual({
      kind: "depth",
      what: "the depth image measured nothing, all of it is 0 or no number: no depth is used",
      count: 2,
    });
  });

  it("and takes it where its topic's name says that it is aligned, whatever frame it names", () => {
    const { frames: all, reasons } = seen([info(0, 40), depth(0, { frameId: "eye" }), image(0)], {
      depth: { rectified: false, aligned: true },
    });
    expect(all[0]?.depth).toBeDefined();
    expect(reasons).toMatchObject([
      { kind: "depth", what: expect.stringContaining("it is aligned") },
    ]);
  });
});
