import { describe, expect, it } from "vitest";
import { flattened, under } from "../../src/messages/flatten.js";

const twist = { linear: { x: 1, y: 2, z: 3 }, angular: { x: 4, y: 5, z: 6 } };
const joints = {
  header: { stamp: { sec: 1, nanosec: 2 }, frame_id: "base" },
  name: ["elbow", "wrist"],
  position: Float64Array.of(0.1, 0.2),
  velocity: Float64Array.of(1, 2),
  effort: new Float64Array(),
};

describe("the numbers of a message", () => {
  it.each([
    [
      "a Twist",
      twist,
      {
        "linear.x": 1,
        "linear.y": 2,
        "linear.z": 3,
        "angular.x": 4,
        "angular.y": 5,
        "angular.z": 6,
      },
    ],
    [
      "a Float64MultiArray",
      { layout: { dim: [{ label: "", size: 2, stride: 2 }], data_offset: 0 }, data: [7, 8] },
      { "data.0": 7, "data.1": 8 },
    ],
    [
      "a JointState",
      joints,
      { "position.elbow": 0.1, "position.wrist": 0.2, "velocity.elbow": 1, "velocity.wrist": 2 },
    ],
    ["a Bool", { data: true }, { data: 1 }],
    ["an Int64", { data: 12n }, { data: 12 }],
    ["a String", { data: "open" }, {}],
    ["poses", { poses: [{ x: 1 }, { x: 2 }] }, { "poses.0.x": 1, "poses.1.x": 2 }],
    ["nothing", null, {}],
  ])("of %s are told by their fields", (_, message, expected) => {
    expect(Object.fromEntries(flattened(message))).toEqual(expected);
  });

  it("stand in the order of the definition", () => {
    expect([...flattened(twist).values()]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ["position", ["position.elbow", "position.wrist"]],
    ["position.wrist", ["position.wrist"]],
    ["pos", []],
    ["", ["position.elbow", "position.wrist", "velocity.elbow", "velocity.wrist"]],
  ])("under %j are %j", (path, names) => {
    expect([...under(flattened(joints), path).keys()]).toEqual(names);
  });
});
