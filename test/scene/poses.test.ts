import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inParent, type Pose, type Quaternion, type Vec3 } from "../../src/core/index.js";
import {
  createTransformHistory,
  faultText,
  type TransformFault,
  type TransformHistory,
} from "../../src/scene/transforms.js";

const now = 100_000_000_000n;
const ms = (value: number): bigint => now + BigInt(Math.round(value * 1e6));
const still: Quaternion = [0, 0, 0, 1];
const quarter: Quaternion = [0, 0, Math.SQRT1_2, Math.SQRT1_2];

type Link = readonly [
  parent: string,
  child: string,
  position: Vec3,
  at?: number | undefined,
  rotation?: Quaternion,
];

const treeOf = (...links: readonly Link[]): TransformHistory => {
  const tree = createTransformHistory();
  for (const [parent, child, position, at, rotation = still] of links)
    tree.add({ parent, child, position, rotation, ...(at !== undefined && { stamp: ms(at) }) });
  return tree;
};

const isPose = (found: Pose | TransformFault): found is Pose => "position" in found;
const rounded = (v: Vec3): Vec3 => [v[0], v[1], v[2]].map((x) => Number(x.toFixed(9)) + 0) as never;
/** Of a frame's origin. */
const placeOf = (tree: TransformHistory, frame: string, reference: string, at = 0) => {
  const found = tree.poseOf(frame, reference, ms(at));
  return isPose(found) ? rounded(found.position) : faultText(found, tree.frames());
};

describe("where a frame stands in another, from TF", () => {
  it("goes up to where both ways meet, and down again", () => {
    const tree = treeOf(
      ["base", "arm", [0, 0, 1], undefined, quarter],
      ["arm", "tool0", [0.5, 0, 0]],
      ["base", "camera", [1, 0, 0]],
      ["map", "base", [9, 9, 9]],
    );
    expect(placeOf(tree, "tool0", "base")).toEqual([0, 0.5, 1]);
    expect(placeOf(tree, "tool0", "camera")).toEqual([-1, 0.5, 1]);
    expect(placeOf(tree, "/camera", "tool0")).toEqual([-0.5, -1, -1]);
    expect(placeOf(tree, "tool0", "tool0")).toEqual([0, 0, 0]);
  });

  it("takes what a user states of a frame, and then nothing else of it", () => {
    const stated = {
      parent: "base",
      child: "/camera",
      position: [1, 0, 0],
      rotation: still,
    } as const;
    const tree = createTransformHistory([stated]);
    tree.add({ parent: "map", child: "camera", position: [9, 9, 9], rotation: still });
    tree.add({ stamp: now, parent: "base", child: "camera", position: [8, 8, 8], rotation: still });
    expect(placeOf(tree, "camera", "base")).toEqual([1, 0, 0]);
    expect(tree.chainOf("camera", now)).toEqual(["camera", "base"]);
  });

  it("interpolates between the transforms around a time, in whatever order they came", () => {
    const tree = treeOf(["base", "tool0", [0, 0, 0], 0], ["base", "tool0", [0.2, 0, 0], 20]);
    expect(placeOf(tree, "tool0", "base", 5)).toEqual([0.05, 0, 0]);
    tree.add({
      stamp: ms(10),
      parent: "base",
      child: "tool0",
      position: [0, 0, 0],
      rotation: still,
    });
    expect(placeOf(tree, "tool0", "base", 15)).toEqual([0.1, 0, 0]);
  });

  it("stands still for 50 ms before the first and after the last, and then isn't told", () => {
    const tree = treeOf(["base", "tool0", [0.1, 0, 0], 0]);
    expect(placeOf(tree, "tool0", "base", 50)).toEqual([0.1, 0, 0]);
    expect(placeOf(tree, "tool0", "base", -50)).toEqual([0.1, 0, 0]);
    expect(placeOf(tree, "tool0", "base", 51)).toBe(
      '"tool0" was last told of 0.051 s before the frame',
    );
    expect(placeOf(tree, "tool0", "base", -312)).toBe(
      '"tool0" is not told of before 0.312 s after the frame',
    );
  });

  it("isn't told in a hole of more than a second", () => {
    const tree = treeOf(["base", "tool0", [0, 0, 0], 0], ["base", "tool0", [1, 0, 0], 1001]);
    expect(placeOf(tree, "tool0", "base", 40)).toEqual([0, 0, 0]);
    expect(placeOf(tree, "tool0", "base", 970)).toEqual([1, 0, 0]);
    expect(placeOf(tree, "tool0", "base", 500)).toMatch(/last told of 0.500 s before the frame/);
  });

  it("knows whether more may come that counts at a time", () => {
    const tree = treeOf(["base", "camera", [1, 0, 0]]);
    expect(tree.isPoseToldUpTo("tool0", "camera", now)).toBe(false);
    tree.add({ stamp: now, parent: "base", child: "tool0", position: [0, 0, 0], rotation: still });
    expect(tree.isPoseToldUpTo("tool0", "camera", now)).toBe(true);
    expect(tree.isPoseToldUpTo("tool0", "camera", now + 1n)).toBe(false);
  });

  it("undoes itself the other way round", () => {
    const part = fc.double({ min: -1, max: 1, noNaN: true });
    const vector = fc.tuple(part, part, part);
    const rotation = fc.tuple(part, part, part, part).filter((q) => Math.hypot(...q) > 0.6);
    fc.assert(
      fc.property(vector, rotation, vector, rotation, vector, (a, q, b, r, point) => {
        const tree = treeOf(["base", "a", a, undefined, q], ["base", "b", b, undefined, r]);
        const [there, back] = [tree.poseOf("a", "b", now), tree.poseOf("b", "a", now)];
        expect(isPose(there) && isPose(back)).toBe(true);
        if (!isPose(there) || !isPose(back)) return;
        const again = inParent(back, inParent(there, point));
        for (const axis of [0, 1, 2] as const) expect(again[axis]).toBeCloseTo(point[axis], 9);
      }),
    );
  });
});

describe("what TF can't tell, it says", () => {
  it("of a frame that there is none of, with those that there are", () => {
    const tree = treeOf(["base", "tool0", [0, 0, 0]], ["base", "camera", [0, 0, 0]]);
    expect(placeOf(tree, "tool1", "camera")).toBe(
      'unknown frame "tool1"; did you mean "tool0"? known: base, camera, tool0',
    );
    expect(placeOf(treeOf(), "tool0", "camera")).toBe('nothing is told of the frame "tool0"');
  });

  it("of trees that don't touch", () => {
    const tree = treeOf(["base", "tool0", [0, 0, 0]], ["camera_link", "camera", [0, 0, 0]]);
    expect(placeOf(tree, "tool0", "camera")).toBe('nothing connects "tool0" with "camera"');
  });

  it("of a circle", () => {
    const tree = treeOf(
      ["b", "a", [0, 0, 0]],
      ["a", "b", [0, 0, 0]],
      ["a", "tool0", [0, 0, 0]],
      ["b", "camera", [0, 0, 0]],
    );
    expect(placeOf(tree, "tool0", "camera")).toBe("frames go round in a circle: a in b in a");
  });

  it.each<readonly [string, readonly Link[], string]>([
    [
      "that fix it at two places",
      [
        ["base", "tool0", [0, 0, 0]],
        ["base", "tool0", [0.1, 0, 0]],
      ],
      'in "base" at (0.000, 0.000, 0.000) m and at (0.100, 0.000, 0.000) m',
    ],
    [
      "of which each has its own parent",
      [0, 10, 20, 30, 40, 50].map(
        (at): Link => [at % 20 ? "flange" : "base", "tool0", [0, 0, 0], at],
      ),
      'in "flange" and in "base"',
    ],
    [
      "between which it would leap to and fro",
      [0, 10, 20, 30, 40, 50].map(
        (at): Link => ["base", "tool0", [at % 20 ? 0.3 : at / 1e4, 0, 0], at],
      ),
      'in "base" at (0.300, 0.000, 0.000) m and at (0.004, 0.000, 0.000) m',
    ],
    [
      "that differ at one time",
      [
        ["base", "tool0", [0, 0, 0], 0],
        ["base", "tool0", [0, 0.2, 0], 0],
      ],
      'in "base" at (0.000, 0.000, 0.000) m and at (0.000, 0.200, 0.000) m',
    ],
  ])("of two publishers %s", (_, links, which) => {
    expect(placeOf(treeOf(["base", "camera", [0, 0, 0]], ...links), "tool0", "camera", 10)).toBe(
      `"tool0" is told of by two publishers that differ: ${which}`,
    );
  });

  it.each<readonly [string, readonly Link[]]>([
    [
      "said twice alike",
      [0, 0, 10, 10, 20, 20, 30].map((at): Link => ["base", "tool0", [0, 0, 0], at]),
    ],
    [
      "that trembles",
      [0, 10, 20, 30, 40, 50, 60].map(
        (at): Link => ["base", "tool0", [at % 20 ? 0.003 : 0, 0, 0], at],
      ),
    ],
    [
      "that was hung elsewhere once",
      [0, 10, 20, 30, 40, 50].map(
        (at): Link => [at < 20 ? "table" : "base", "tool0", [0, 0, 0], at],
      ),
    ],
  ])("and believes one %s", (_, links) => {
    expect(placeOf(treeOf(["base", "camera", [0, 0, 0]], ...links), "tool0", "camera", 40)).toEqual(
      [0, 0, 0],
    );
  });

  it.each([
    ["no rotation", { rotation: [0, 0, 0, 0] as const }, /^TF turns "tool0" by no rotation/],
    ["no number", { position: [0, Number.NaN, 0] as const }, /^TF places "tool0" at no point/],
    ["itself", { parent: "/tool0" }, /^TF places "tool0" in itself; left out/],
  ])("of a transform of %s, which is left out", (_, wrong, told) => {
    const tree = createTransformHistory();
    const fine = { parent: "base", child: "tool0", position: [0, 0, 0], rotation: still } as const;
    expect(tree.add({ ...fine, ...wrong })).toMatch(told);
    expect(tree.frames()).toEqual([]);
  });
});

describe("the frame that stays where a camera moves", () => {
  it("is the surest one against gravity, as for up", () => {
    const tree = treeOf(["map", "base_link", [0, 0, 0]], ["base_link", "camera", [0, 0, 0]]);
    expect(tree.fixedAbove("camera", now)).toBe("map");
  });

  it("is the root of an arm of other names, where the gripper hangs on it too", () => {
    const tree = treeOf(["panda_link0", "tool0", [0, 0, 0]], ["panda_link0", "camera", [0, 0, 0]]);
    expect(tree.fixedAbove("camera", now)).toBeUndefined();
    expect(tree.fixedAbove("camera", now, "tool0")).toBe("panda_link0");
    // A camera's own links alone move with it.
    expect(treeOf(["camera_link", "camera", [0, 0, 0]]).fixedAbove("camera", now, "tool0")).toBe(
      undefined,
    );
  });
});
