import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Vec3 } from "../../src/core/index.js";
import { createTransformTree, type Quaternion } from "../../src/messages/index.js";

const about = (axis: Vec3, degrees: number): Quaternion => {
  const half = (degrees * Math.PI) / 360;
  const s = Math.sin(half);
  return [axis[0] * s, axis[1] * s, axis[2] * s, Math.cos(half)];
};

/** The usual body-to-optical rotation of a camera (REP-103). */
const optical: Quaternion = [-0.5, 0.5, -0.5, 0.5];
const still: Quaternion = [0, 0, 0, 1];

const close = (actual: Vec3 | undefined, expected: Vec3): void => {
  for (const axis of [0, 1, 2] as const) expect(actual?.[axis]).toBeCloseTo(expected[axis], 9);
};

describe("which way is up, from TF", () => {
  it("is against y in a level camera's optical frame", () => {
    const tree = createTransformTree();
    tree.add({ parent: "base_link", child: "camera_link", rotation: still });
    tree.add({ parent: "camera_link", child: "camera_optical", rotation: optical });
    close(tree.upIn("camera_optical"), [0, -1, 0]);
  });

  it("leans towards the lens of a camera that looks down", () => {
    const tree = createTransformTree();
    tree.add({ parent: "world", child: "camera_link", rotation: about([0, 1, 0], 30) });
    tree.add({ parent: "camera_link", child: "camera_optical", rotation: optical });
    close(tree.upIn("camera_optical"), [0, -Math.cos(Math.PI / 6), -Math.sin(Math.PI / 6)]);
  });

  it("trusts map over base_link, so that a tilted robot knows", () => {
    const tree = createTransformTree();
    tree.add({ parent: "map", child: "base_link", rotation: about([1, 0, 0], 90) });
    tree.add({ parent: "base_link", child: "camera", rotation: still });
    close(tree.upIn("camera"), [0, 1, 0]);
  });

  it("follows the newest transform of a frame", () => {
    const tree = createTransformTree();
    tree.add({ parent: "world", child: "hand", rotation: still });
    tree.add({ parent: "world", child: "hand", rotation: about([1, 0, 0], 180) });
    close(tree.upIn("hand"), [0, 0, -1]);
  });

  it("reads ROS 1's leading slash", () => {
    const tree = createTransformTree();
    tree.add({ parent: "/world", child: "/camera", rotation: still });
    close(tree.upIn("camera"), [0, 0, 1]);
  });

  it.each([
    ["nothing is known", []],
    ["no frame is gravity-aligned", [{ parent: "tool", child: "camera", rotation: still }]],
    [
      "frames go round in a circle",
      [
        { parent: "b", child: "camera", rotation: still },
        { parent: "camera", child: "b", rotation: still },
      ],
    ],
    ["the rotation is none", [{ parent: "map", child: "camera", rotation: [0, 0, 0, 0] as const }]],
  ])("is unknown while %s", (_, transforms) => {
    const tree = createTransformTree();
    for (const transform of transforms) tree.add(transform);
    expect(tree.upIn("camera")).toBeUndefined();
  });

  it("is a unit vector whatever the rotations", () => {
    const part = fc.double({ min: -1, max: 1, noNaN: true });
    const quaternion = fc.tuple(part, part, part, part).filter((q) => Math.hypot(...q) > 0.6);
    fc.assert(
      fc.property(quaternion, quaternion, (first, second) => {
        const tree = createTransformTree();
        tree.add({ parent: "odom", child: "a", rotation: first });
        tree.add({ parent: "a", child: "b", rotation: second });
        expect(Math.hypot(...(tree.upIn("b") ?? []))).toBeCloseTo(1, 9);
      }),
    );
  });
});
