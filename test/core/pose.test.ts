import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compose,
  identityPose,
  inParent,
  inversePose,
  type Pose,
  poseBetween,
  rotate,
  seenFrom,
  type Vec3,
} from "../../src/core/index.js";
import { fromRollPitchYaw } from "./rotations.js";

const angle = fc.double({ min: -3, max: 3, noNaN: true });
const length = fc.double({ min: -2, max: 2, noNaN: true });
const point: fc.Arbitrary<Vec3> = fc.tuple(length, length, length);
const pose: fc.Arbitrary<Pose> = fc
  .tuple(point, angle, angle, angle)
  .map(([position, ...angles]) => ({ position, rotation: fromRollPitchYaw(...angles) }));

const expectNear = (actual: Vec3, expected: Vec3): void => {
  for (const [axis, value] of actual.entries()) expect(value).toBeCloseTo(expected[axis] ?? 0, 9);
};

describe("a pose", () => {
  it("turns x into y by a quarter about z", () => {
    expectNear(rotate(fromRollPitchYaw(0, 0, Math.PI / 2), [1, 0, 0]), [0, 1, 0]);
  });

  it("sees a point where it is", () => {
    fc.assert(
      fc.property(pose, point, (each, p) => {
        expectNear(inParent(each, seenFrom(each, p)), p);
      }),
    );
  });

  it("composed with its child is the child's in the root", () => {
    fc.assert(
      fc.property(pose, pose, point, (parent, child, p) => {
        expectNear(inParent(compose(parent, child), p), inParent(parent, inParent(child, p)));
      }),
    );
  });

  it("inverted leads back", () => {
    fc.assert(
      fc.property(pose, point, (each, p) => {
        expectNear(inParent(inversePose(each), inParent(each, p)), p);
      }),
    );
  });

  it("is itself at both ends of the way, and half turned in the middle", () => {
    const turned: Pose = { position: [2, 0, 0], rotation: fromRollPitchYaw(0, 0, 1) };
    const { position, rotation } = poseBetween(identityPose, turned, 0.5);
    expectNear(position, [1, 0, 0]);
    expectNear(rotate(rotation, [1, 0, 0]), [Math.cos(0.5), Math.sin(0.5), 0]);
    expect(poseBetween(identityPose, turned, 0)).toEqual(identityPose);
  });

  it("goes the short way between a rotation and its negative", () => {
    const [x, y, z, w] = fromRollPitchYaw(0, 0, 0.2);
    const { rotation } = poseBetween(
      { position: [0, 0, 0], rotation: [x, y, z, w] },
      { position: [0, 0, 0], rotation: [-x, -y, -z, -w] },
      0.5,
    );
    expectNear(rotate(rotation, [1, 0, 0]), [Math.cos(0.2), Math.sin(0.2), 0]);
  });
});
