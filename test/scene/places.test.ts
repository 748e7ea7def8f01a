import { describe, expect, it } from "vitest";
import type { SceneMessage, SceneSettings } from "../../src/scene/index.js";
import { frameIn, framesOf, image, placed, sceneOf, turned } from "./messages.js";

const expects = { cameraInfo: () => false, transforms: () => true };
const gripper = () => ({ frame: "tool0", offset: [0, 0, 0.1] as const });

const seen = (messages: readonly SceneMessage[], settings: Partial<SceneSettings> = {}) => {
  const scene = sceneOf({ expects, gripper, stated: () => ({ fov: 60 }), ...settings });
  const frames = framesOf(scene, messages).map(frameIn);
  return { frames, reasons: scene.reasons() };
};

const base = placed("base", "camera", [0, 0, -1]);
const tool = (taken: number, x: number, logged = taken) =>
  placed("base", "tool0", [x, 0, 0], { taken, logged });

describe("what TF tells of a frame", () => {
  it("is the gripper's tool centre point in the camera's frame, between the transforms around it", () => {
    const { frames, reasons } = seen([base, tool(0, 0), image(10), tool(20, 0.2)]);
    expect(frames[0]?.gripper?.frame).toBe("tool0");
    [0.1, 0, 1.1].forEach((each, axis) => {
      expect(frames[0]?.gripper?.point[axis]).toBeCloseTo(each, 9);
    });
    expect(reasons).toEqual([]);
  });

  it("waits for transforms that come a little later, as up does", () => {
    const scene = sceneOf({ expects, gripper, stated: () => ({ fov: 60 }) });
    for (const message of [placed("world", "base", [0, 0, 0]), base, tool(0, 0)])
      scene.take(message);
    expect(scene.take(image(10))).toEqual([]);
    expect(scene.due()).toBeDefined();
    const [frame] = scene.take(tool(20, 0.2, 60));
    expect(frame && frameIn(frame)?.gripper?.point[0]).toBeCloseTo(0.1, 9);
  });

  it("is where the camera stands in the surest frame that stays", () => {
    const { frames } = seen([turned(0, 90), image(0)], { gripper: () => undefined });
    expect(frames[0]?.pose).toMatchObject({ frame: "world", pose: { position: [0, 0, 0] } });
    expect(frames[0]?.up).toBeDefined();
    expect(seen([base, tool(0, 0), image(0)]).frames[0]?.pose?.frame).toBe("base");
    expect(seen([base, tool(0, 0), image(0)], { poses: () => false }).frames[0]?.pose).toBe(
      undefined,
    );
  });
});

describe("what TF can't tell of the gripper is counted", () => {
  const reasonsOf = (messages: readonly SceneMessage[]) => {
    const { frames, reasons } = seen(messages);
    expect(frames.every((frame) => frame && !frame.gripper)).toBe(true);
    return reasons;
  };

  it("where there is no such frame, with those that there are", () => {
    expect(reasonsOf([image(0), base, image(33)])).toEqual([
      {
        kind: "tf",
        what: 'TF doesn\'t place the gripper: unknown frame "tool0"; known: base, camera',
        count: 2,
      },
    ]);
  });

  it("where it was last told of too long before", () => {
    expect(reasonsOf([base, tool(-300, 0), image(0), image(33)])).toEqual([
      {
        kind: "tf",
        what: 'TF doesn\'t place the gripper: "tool0" was last told of 0.300 s before the frame, and the like',
        count: 2,
      },
    ]);
  });

  it("where its transforms are none", () => {
    expect(reasonsOf([base, tool(0, Number.NaN), image(0)])).toContainEqual({
      kind: "tf",
      what: 'TF places "tool0" at no point (NaN, 0, 0); left out',
      count: 1,
    });
  });
});

it("a gripper behind the camera has its place, and is told of", () => {
  const { frames, reasons } = seen([
    placed("base", "camera", [0, 0, 5]),
    placed("base", "tool0", [0, 0, 0]),
    image(0),
  ]);
  expect(frames[0]?.gripper?.point).toEqual([0, 0, -4.9]);
  expect(reasons).toEqual([
    { kind: "tf", what: "TF places the gripper behind the camera", count: 1 },
  ]);
});
