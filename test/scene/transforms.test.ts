import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Quaternion, Vec3 } from "../../src/core/index.js";
import type { Transform } from "../../src/scene/transform-tree.js";
import { createTransformHistory } from "../../src/scene/transforms.js";

const about = (axis: Vec3, degrees: number): Quaternion => {
  const half = (degrees * Math.PI) / 360;
  const s = Math.sin(half);
  return [axis[0] * s, axis[1] * s, axis[2] * s, Math.cos(half)];
};

/** The usual body-to-optical rotation of a camera (REP-103). */
const optical: Quaternion = [-0.5, 0.5, -0.5, 0.5];
const still: Quaternion = [0, 0, 0, 1];
const now = 100_000_000_000n;
const second = 1_000_000_000n;

/** Its frames stand at their parents' origins, where nothing else is said. */
const treeOf = () => {
  const tree = createTransformHistory();
  const add = (transform: Omit<Transform, "position"> & Partial<Pick<Transform, "position">>) =>
    tree.add({ position: [0, 0, 0], ...transform });
  return { ...tree, add };
};

const close = (actual: Vec3 | undefined, expected: Vec3): void => {
  for (const axis of [0, 1, 2] as const) expect(actual?.[axis]).toBeCloseTo(expected[axis], 9);
};

describe("which way is up, from TF", () => {
  it("is against y in a level camera's optical frame", () => {
    const tree = treeOf();
    tree.add({ parent: "base_link", child: "camera_link", rotation: still });
    tree.add({ parent: "camera_link", child: "camera_optical", rotation: optical });
    close(tree.upIn("camera_optical", now), [0, -1, 0]);
  });

  it("leans towards the lens of a camera that looks down", () => {
    const tree = treeOf();
    tree.add({ parent: "world", child: "camera_link", rotation: about([0, 1, 0], 30) });
    tree.add({ parent: "camera_link", child: "camera_optical", rotation: optical });
    close(tree.upIn("camera_optical", now), [0, -Math.cos(Math.PI / 6), -Math.sin(Math.PI / 6)]);
  });

  it("trusts map over base_link, so that a tilted robot knows", () => {
    const tree = treeOf();
    tree.add({ parent: "map", child: "base_link", rotation: about([1, 0, 0], 90) });
    tree.add({ parent: "base_link", child: "camera", rotation: still });
    close(tree.upIn("camera", now), [0, 1, 0]);
  });

  it("follows the newest transform at or before the time, in whatever order they came", () => {
    const hand = (stamp: bigint, degrees: number) =>
      ({ stamp, parent: "world", child: "hand", rotation: about([1, 0, 0], degrees) }) as const;
    for (const order of [
      [0, 1, 2],
      [1, 0, 2],
      [2, 0, 1],
    ]) {
      const tree = treeOf();
      const all = [hand(now - 2n, 0), hand(now - 1n, 180), hand(now + 1n, 90)];
      for (const at of order) tree.add(all[at] ?? hand(now, 0));
      close(tree.upIn("hand", now), [0, 0, -1]);
      close(tree.upIn("hand", now - 2n), [0, 0, 1]);
      close(tree.upIn("hand", now + 5n), [0, 1, 0]);
    }
  });

  it("takes the first that is known for times before it, and a fixed one for all times", () => {
    const tree = treeOf();
    tree.add({ stamp: now, parent: "world", child: "hand", rotation: still });
    tree.add({ parent: "hand", child: "camera", rotation: still });
    close(tree.upIn("camera", 1n), [0, 0, 1]);
  });

  it("forgets another clock's transforms", () => {
    const tree = treeOf();
    const turned = about([1, 0, 0], 180);
    tree.add({ stamp: now, parent: "world", child: "hand", rotation: turned });
    tree.add({ stamp: now - 2n * second, parent: "world", child: "hand", rotation: still });
    close(tree.upIn("hand", now), [0, 0, 1]);
  });

  it("forgets those of long ago, but none of the last ten seconds", () => {
    const tree = treeOf();
    const later = (ms: number) => now + BigInt(ms) * 1_000_000n;
    // At 100 Hz for a minute; turned but for the first second, and for one ten seconds before the end.
    for (let ms = 0; ms <= 60_000; ms += 10) {
      const rotation = ms < 1000 || ms === 50_000 ? still : about([1, 0, 0], 180);
      tree.add({ stamp: later(ms), parent: "world", child: "hand", rotation });
    }
    close(tree.upIn("hand", later(0)), [0, 0, -1]);
    close(tree.upIn("hand", later(50_005)), [0, 0, 1]);
  });

  it("knows whether more may come that counts at a time", () => {
    const tree = treeOf();
    expect(tree.isToldUpTo("camera", now)).toBe(false);
    tree.add({ parent: "hand", child: "camera", rotation: still });
    tree.add({ stamp: now, parent: "world", child: "hand", rotation: still });
    expect(tree.isToldUpTo("camera", now)).toBe(true);
    expect(tree.isToldUpTo("camera", now + 1n)).toBe(false);
  });

  it("reads ROS 1's leading slash", () => {
    const tree = treeOf();
    tree.add({ parent: "/world", child: "/camera", rotation: still });
    close(tree.upIn("camera", now), [0, 0, 1]);
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
    const tree = treeOf();
    for (const transform of transforms) tree.add(transform);
    expect(tree.upIn("camera", now)).toBeUndefined();
  });

  it("is a unit vector whatever the rotations", () => {
    const part = fc.double({ min: -1, max: 1, noNaN: true });
    const quaternion = fc.tuple(part, part, part, part).filter((q) => Math.hypot(...q) > 0.6);
    fc.assert(
      fc.property(quaternion, quaternion, (first, then) => {
        const tree = treeOf();
        tree.add({ parent: "odom", child: "a", rotation: first });
        tree.add({ parent: "a", child: "b", rotation: then });
        expect(Math.hypot(...(tree.upIn("b", now) ?? []))).toBeCloseTo(1, 9);
      }),
    );
  });
});
