import { describe, expect, it } from "vitest";
import type { SceneMessage, SceneSettings } from "../../src/scene/index.js";
import { at, frameIn, framesOf, image, info, sceneOf, turned } from "./messages.js";

/** Focal lengths that frames are seen through; "assumed" where nobody told. */
const focals = (messages: readonly SceneMessage[], settings: Partial<SceneSettings> = {}) =>
  framesOf(sceneOf(settings), messages).map((frame) => {
    const { intrinsics, intrinsicsSource } = frameIn(frame) ?? {};
    return intrinsicsSource === "assumed" ? "assumed" : intrinsics?.fx;
  });

const reasons = (messages: readonly SceneMessage[], settings: Partial<SceneSettings> = {}) => {
  const scene = sceneOf(settings);
  framesOf(scene, messages);
  return scene.reasons();
};

describe("the lens of a frame", () => {
  it("is the newest CameraInfo's at or before it", () => {
    const messages = [info(0, 50), image(0), image(100), info(150, 70), image(200), image(300)];
    expect(focals(messages)).toEqual([50, 50, 70, 70]);
  });

  it("is that of its own stamp, also where the CameraInfo comes a little later", () => {
    const messages = [
      image(0),
      info(0, 50, { logged: 20 }),
      image(100),
      info(100, 70, { logged: 120 }),
    ];
    expect(focals(messages)).toEqual([50, 70]);
  });

  it("is waited for, and assumed where none comes in a second", () => {
    const scene = sceneOf();
    expect(scene.take(image(0))).toEqual([]);
    expect(scene.due()).toBe(at(1000));
    expect(scene.elapse(at(999))).toEqual([]);
    expect(scene.elapse(at(1000))).toHaveLength(1);
    expect(scene.take(image(1100))).toHaveLength(1);
    expect(scene.due()).toBeUndefined();
  });

  it("is not waited for where it can't come, or where a field of view is stated", () => {
    const never = { cameraInfo: () => false, transforms: () => false };
    expect(sceneOf({ expects: never }).take(image(0))).toHaveLength(1);
    expect(sceneOf({ stated: () => ({ fov: 60 }) }).take(image(0))).toHaveLength(1);
  });

  it("that nobody sends yet is waited for by the first frames, for as long as is said", () => {
    const settings = {
      expects: { cameraInfo: () => false, transforms: () => false },
      unannouncedLens: () => 0.5,
    };
    const told = [image(0), image(100), info(0, 50, { logged: 200 }), image(300)];
    expect(focals(told, settings)).toEqual([50, 50, 50]);
    const scene = sceneOf(settings);
    expect(scene.take(image(0))).toEqual([]);
    expect(scene.due()).toBe(at(500));
    expect(scene.elapse(at(500))).toHaveLength(1);
    expect(scene.take(image(600))).toHaveLength(1);
  });

  it("told once for all, as by a latched topic, is waited for with one frame alone", () => {
    const scene = sceneOf();
    scene.take(info(0, 50));
    expect(scene.take(image(100))).toEqual([]);
    expect(scene.elapse(at(200))).toHaveLength(1);
    expect(scene.take(image(300))).toHaveLength(1);
  });

  it("of another size is the newest that fits", () => {
    const small = { width: 32, height: 24 };
    const other = { width: 100, height: 10 };
    const messages = [info(0, 50), info(10, 20, small), info(20, 90, other), image(20)];
    expect(focals(messages)).toEqual([40]);
    expect(focals([info(0, 90, other), image(0)])).toEqual(["assumed"]);
  });

  it("of another camera on the same topic doesn't count where there is its own", () => {
    const other = { frameId: "depth" };
    expect(focals([info(0, 50), info(0, 90, other), image(0), info(100, 90, other)])).toEqual([50]);
  });

  it("that isn't calibrated yet doesn't count", () => {
    expect(focals([info(0, 0), info(50, 60), image(50)])).toEqual([60]);
  });

  it("is that of the clock's own time, once it was set back", () => {
    const before = [info(9000, 50), image(9000), info(9100, 70), image(9100)];
    const after = [info(200, 70), image(200), info(300, 70), image(300), info(400, 80), image(400)];
    expect(focals([...before, ...after])).toEqual([50, 70, 70, 70, 80]);
  });

  it("of a rectified image is P's", () => {
    const rectified = { fx: 44, fy: 44, cx: 32, cy: 24 };
    expect(focals([info(0, 50, { rectified }), image(0)], { rectified: true })).toEqual([44]);
    expect(focals([info(0, 50, { rectified }), image(0)])).toEqual([50]);
  });

  it("is told where it was assumed, doesn't fit, is another camera's or unknown", () => {
    const what = (messages: readonly SceneMessage[]) =>
      reasons(messages).map((reason) => `${reason.count} ${reason.kind} ${reason.what}`);
    expect(what([image(0), image(100)])).toEqual([
      "2 lens no CameraInfo: a field of view of 60° is assumed; --fov says better",
    ]);
    expect(what([info(0, 9, { width: 9, height: 9 }), image(0)])[0]).toMatch(
      /^1 lens CameraInfo is/,
    );
    expect(what([info(0, 50, { frameId: "depth" }), image(0)])).toEqual([
      '1 lens CameraInfo is of the frame "depth", the image of "camera"',
    ]);
    expect(what([info(0, 0), image(0)])).toEqual([
      "1 lens CameraInfo tells no focal length, as of a camera that is not calibrated: a field of view of 60° is assumed; --fov says better",
    ]);
    const distortion = { model: "ftheta", coefficients: [1, 2] };
    expect(what([info(0, 50, { distortion }), image(0), info(0, 50, { distortion })])).toEqual([
      '1 lens the lens model "ftheta" is not known: its distortion is ignored',
    ]);
  });
});

describe("a lens's distortion", () => {
  const told = (model: string, coefficients: readonly number[], rectified = false) =>
    reasons([info(0, 50, { distortion: { model, coefficients } }), image(0)], { rectified }).map(
      ({ what }) => what,
    );

  it.each([
    ["ftheta", [1, 2], 'the lens model "ftheta" is not known: its distortion is ignored'],
    ["", [1, 2], "the lens's distortion names no model: it is ignored"],
    [
      "plumb_bob",
      [0.1, Number.NaN],
      "the coefficients of the lens's distortion are not all numbers: it is ignored",
    ],
    [
      "rational_polynomial",
      [...Array.from({ length: 12 }, () => 0), 0.1, 0],
      'the lens model "rational_polynomial" is not known for a tilted sensor: its distortion is ignored',
    ],
    [
      "plumb_bob",
      [-3, 0, 0, 0, 0],
      "the lens's distortion holds for the middle of the picture alone: 47 % of its width are left black",
    ],
  ])("%s of %j that can't be undone is told", (model, coefficients, what) => {
    expect(told(model, coefficients)).toEqual([what]);
  });

  it("is told where a rectified image's CameraInfo has no P", () => {
    expect(told("plumb_bob", [-0.1, 0, 0, 0, 0], true)).toEqual([
      "CameraInfo has no P, which tells of rectified images: K stands in",
    ]);
    expect(told("plumb_bob", [0, 0, 0, 0, 0], true)).toEqual([]);
  });
});

describe("up in a frame", () => {
  const expects = { cameraInfo: () => false, transforms: () => true };
  const ups = (messages: readonly SceneMessage[]) =>
    framesOf(sceneOf({ expects }), messages).map((frame) => frameIn(frame)?.up?.[1]?.toFixed(2));

  it("is as TF was at its time, also where TF comes a little later", () => {
    const messages = [
      turned(0, 0),
      image(0),
      image(50),
      turned(50, 30),
      turned(100, 90),
      image(100),
    ];
    expect(ups(messages)).toEqual(["0.00", "0.50", "1.00"]);
  });

  it("is waited for no longer than a tenth of a second", () => {
    const scene = sceneOf({ expects });
    scene.take(turned(0, 30));
    expect(scene.take(image(50))).toEqual([]);
    expect(frameIn(scene.elapse(at(150))[0] ?? expect.fail())?.up?.[1]).toBeCloseTo(0.5);
  });
});

describe("a stamp that isn't believed", () => {
  const frames = (taken: readonly (number | undefined)[]) =>
    framesOf(
      sceneOf({ stated: () => ({ fov: 60 }) }),
      taken.map((t, n) => image(t, 100 * n)),
    );

  it("makes its frame a failure, and no other", () => {
    const found = frames([0, 100, undefined, 300]);
    expect(found.map(({ stamp }) => stamp)).toEqual([at(0), at(100), at(200), at(300)]);
    expect(found[2]?.content).toEqual({ code: "frame.stamp", message: "no stamp (0)" });
    expect(found.map(frameIn).filter(Boolean)).toHaveLength(3);
  });

  it("starts an episode where the clock was set", () => {
    const starts = frames([0, 100, 9200, 9300]).map(({ startsEpisode }) => startsEpisode);
    expect(starts).toEqual([false, false, true, false]);
  });

  it("is replaced by the log time where the camera has no clock", () => {
    const found = frames([undefined, undefined, undefined]);
    expect(found.map((frame) => frameIn(frame)?.stamp)).toEqual([at(0), at(100), at(200)]);
  });

  it("is told a second later where nothing more comes", () => {
    const scene = sceneOf({ stated: () => ({ fov: 60 }) });
    for (const message of [image(0), image(0, 100)]) scene.take(message);
    expect(scene.due()).toBe(at(1100));
    expect(scene.elapse(at(1100))).toMatchObject([{ content: { code: "frame.stamp" } }]);
    expect(scene.due()).toBeUndefined();
  });

  it("is believed after a restart", () => {
    const scene = sceneOf({ stated: () => ({ fov: 60 }) });
    scene.take(image(500));
    scene.restart();
    expect(scene.take(image(0, 600)).map(frameIn)).toMatchObject([{ stamp: at(0) }]);
  });

  it("is counted", () => {
    expect(reasons([image(0), image(100), image(undefined, 200), image(300)])).toContainEqual({
      kind: "stamp",
      what: "no stamp (0)",
      count: 1,
    });
  });
});

describe("what is no image", () => {
  it("and can't be read is counted, and nothing else", () => {
    const failure = { code: "message.malformed", message: "ends early" } as const;
    const bad: SceneMessage = { kind: "unreadable", logTime: at(0), topic: "/tf", failure };
    const named = { ...failure, message: "/tf: ends early" };
    expect(reasons([bad, image(0), { ...bad, failure: named }])).toContainEqual({
      kind: "message",
      what: "/tf: ends early; left out",
      count: 2,
    });
  });

  it("resets: the next image starts an episode, however long the ones before it wait", () => {
    const reset: SceneMessage = { kind: "reset", logTime: at(20) };
    const messages = [image(0), reset, image(100), info(0, 50, { logged: 110 }), image(200)];
    const starts = framesOf(sceneOf(), messages).map(({ startsEpisode }) => startsEpisode);
    expect(starts).toEqual([false, true, false]);
  });
});

describe("frames that wait", () => {
  it("keep their order, and are bounded in number", () => {
    const scene = sceneOf();
    const messages = Array.from({ length: 100 }, (_, n) => image(n, n));
    const given = messages.flatMap((message) => scene.take(message));
    expect(given.length).toBe(100 - 64);
    expect([...given, ...scene.end()].map(({ index }) => index)).toEqual(messages.map((_, n) => n));
  });
});
