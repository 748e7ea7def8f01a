import { describe, expect, it } from "vitest";
import type { Quaternion, Vec3 } from "../../src/core/index.js";
import {
  createTruthStream,
  encodeTransforms,
  readPoses,
  type TrueFrame,
} from "../../src/gazebo/index.js";
import type { PoseSample } from "../../src/gazebo/pose-message.js";

const ms = 1_000_000n;
const names = { camera: "camera", gripperFrame: "gripper/tcp", gripper: "gripper" };
const upright: Quaternion = [0, 0, 0, 1];

const sample = (at: number, child: string, position: Vec3, parent = "tabletop"): PoseSample => ({
  stamp: BigInt(at) * ms,
  parent,
  child,
  pose: { position, rotation: upright },
});

/** A camera at the origin that looks along x; the gripper's hand is 10 cm before its model's origin. */
const scene = (at: number, gripperX: number): readonly PoseSample[] => [
  sample(at, "camera", [0, 0, 0]),
  sample(at, "gripper", [gripperX, 0, 0]),
  sample(at, "gripper/tcp", [0.1, 0, 0], "gripper"),
  sample(at, "gripper/finger_left", [0.1, 0.05, 0], "gripper"),
  sample(at, "red_mug", [1, 0.3, 0.4]),
];

const image = (at: number) => ({ stamp: BigInt(at) * ms, frameId: "optical" });

const stream = () => {
  const told: TrueFrame[] = [];
  const truth = createTruthStream(names, (frame) => void told.push(frame));
  return { ...truth, told };
};

const distances = (told: readonly TrueFrame[]): readonly (readonly [string, number])[] =>
  told.flatMap(({ stamp, facts }) =>
    facts.flatMap((fact) =>
      fact.relation === "distance" ? [[`${stamp / ms}`, fact.metres] as const] : [],
    ),
  );

describe("what is true of an image", () => {
  it("is told of things by their names, as the camera sees them", () => {
    const { takePoses, takeImage, told } = stream();
    takePoses(scene(0, 0.9));
    takeImage(image(0));
    expect(told).toMatchObject([
      {
        stamp: 0n,
        frameId: "optical",
        facts: [
          {
            relation: "distance",
            subject: "gripper",
            object: "red mug",
            source: "ground_truth",
            metres: expect.closeTo(0.5, 9),
            subjectPoint: [expect.closeTo(0), expect.closeTo(0), expect.closeTo(1)],
            objectPoint: [expect.closeTo(-0.3), expect.closeTo(-0.4), expect.closeTo(1)],
          },
          { relation: "vertical_distance", metres: expect.closeTo(0.4, 9) },
        ],
      },
    ]);
  });

  it("is between the poses before and after it", () => {
    const { takePoses, takeImage, told } = stream();
    takePoses(scene(0, 0.9));
    takePoses(scene(20, 0.7));
    takeImage(image(5));
    expect(distances(told)).toEqual([["5", expect.closeTo(Math.hypot(0.05, 0.5), 9)]]);
  });

  it("waits for the poses after it, and is told once, in order", () => {
    const { takePoses, takeImage, told } = stream();
    takePoses(scene(0, 0.9));
    takeImage(image(10));
    takeImage(image(15));
    expect(told).toEqual([]);
    takePoses(scene(20, 0.9));
    takePoses(scene(40, 0.9));
    expect(distances(told).map(([at]) => at)).toEqual(["10", "15"]);
  });

  it("waits until every frame has come that far", () => {
    const { takePoses, takeImage, told } = stream();
    takePoses(scene(0, 0.9));
    takeImage(image(10));
    takePoses(scene(20, 0.9).slice(0, 4));
    expect(told).toEqual([]);
    takePoses(scene(20, 0.9).slice(4));
    expect(told).toHaveLength(1);
  });

  it("is not told of images from before the first pose", () => {
    const { takePoses, takeImage, told } = stream();
    takeImage(image(0));
    takePoses(scene(5, 0.9));
    takePoses(scene(20, 0.9));
    expect(told).toEqual([]);
  });

  it("begins anew when the simulation is reset: what waited is forgotten", () => {
    const { takePoses, takeImage, told } = stream();
    takePoses(scene(5000, 0.9));
    takeImage(image(5010));
    takePoses(scene(0, 0.7));
    takePoses(scene(4000, 0.7));
    takeImage(image(3000));
    takePoses(scene(5020, 0.7));
    expect(distances(told)).toEqual([["3000", expect.closeTo(Math.hypot(0.2, 0.5), 9)]]);
  });

  it("takes no harm from a sample out of order", () => {
    const { takePoses, takeImage, told } = stream();
    takePoses(scene(0, 0.9));
    takePoses(scene(20, 0.9));
    takePoses([sample(10, "red_mug", [5, 5, 5])]);
    takeImage(image(15));
    expect(distances(told)).toEqual([["15", expect.closeTo(0.5, 9)]]);
  });

  it("is also sent as transforms, which read back", () => {
    const { takePoses, takeImage, told } = stream();
    takePoses(scene(0, 0.9));
    takeImage(image(0));
    const [frame] = told;
    const transforms = frame ? readPoses(encodeTransforms(frame)) : [];
    expect(transforms.map(({ parent, child }) => [parent, child])).toEqual([
      ["world", "optical"],
      ["optical", "gripper"],
      ["optical", "red_mug"],
    ]);
    expect(transforms[0]?.pose.rotation).toEqual([-0.5, 0.5, -0.5, 0.5]);
  });
});
