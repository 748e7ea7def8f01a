import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, mean, median, type Pose } from "../../src/core/index.js";
import { contradicts, differenceOf, type Seen, solveCamera } from "../../src/hand-eye/index.js";
import { anyCamera, lookingAt, seenBy, usual, type Way } from "./synthetic.js";

const solved = (seed: number, way: Way) => {
  const random = createRandom(seed);
  const pose = anyCamera(random);
  return { pose, estimate: solveCamera(seenBy(pose, way, random), random) };
};

describe("the place of a camera, from where it sees the gripper", () => {
  it("is exact where nobody errs", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { pose, estimate } = solved(seed, { ...usual, noise: 0, wrong: 0 });
        const { position, rotation } = differenceOf(estimate.pose, pose);
        expect(position).toBeLessThan(1e-5);
        expect(rotation).toBeLessThan(1e-5);
      }),
      { numRuns: 15 },
    );
  });

  it("is where it says it is, with 2 pixels of noise and a fifth of wrong sightings", () => {
    const runs = Array.from({ length: 60 }, (_, seed) => {
      const { pose, estimate } = solved(seed, usual);
      return { estimate, off: differenceOf(estimate.pose, pose), pose };
    });
    const stated = runs.filter(
      ({ estimate, pose }) => !contradicts(estimate.pose, estimate.covariance, pose),
    );
    expect(stated.length / runs.length).toBeGreaterThan(0.94);
    expect(median(runs.map(({ off }) => off.position))).toBeLessThan(0.01);
    expect(mean(runs.map(({ estimate }) => estimate.deviation))).toBeCloseTo(2, -0.5);
    // Its deviations are no wider than they must be either.
    const shares = runs.map(({ off, estimate }) => off.position / estimate.positionStddev);
    expect(median(shares)).toBeGreaterThan(0.5);
  }, 60_000);

  it("tells which sightings fit", () => {
    const { estimate } = solved(1, usual);
    const share = mean(estimate.fits.map(Number));
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.9);
  });

  it("gives the same pose for the same sightings and chance", () => {
    expect(solved(3, usual)).toEqual(solved(3, usual));
  });

  it("tells the model's scale, within what it says", () => {
    const runs = Array.from({ length: 30 }, (_, seed) => {
      const { scale } = solved(seed, { ...usual, depthFactor: 1.4 }).estimate;
      return scale ? Math.log(scale.factor / 1.4) / scale.logStddev : Number.NaN;
    });
    expect(runs.filter((off) => Math.abs(off) < 2.6).length).toBeGreaterThan(27);
  }, 60_000);
});

const front: Pose = lookingAt([1.4, 0.1, 0.7], [0.45, 0, 0.15]);

const refusal = (way: Partial<Way>, pose = front): string => {
  const random = createRandom(7);
  try {
    solveCamera(seenBy(pose, { ...usual, ...way }, random), random);
    return "none";
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown
      ? `${thrown.code}: ${thrown.message}`
      : "other";
  }
};

describe("what leaves the place open is an error that says what is missing", () => {
  it.each<readonly [string, Partial<Way>, RegExp]>([
    ["few frames", { count: 5 }, /^calibrate\.frames: .* in 5 frames; at least 8 are needed$/],
    [
      "a gripper at rest",
      { reach: [0.01, 0.01, 0.01] },
      /^calibrate\.motion: the gripper moved only 2\.\d cm: .*20 cm each way/,
    ],
    [
      "a line",
      { reach: [0.2, 0, 0], wrong: 0 },
      /^calibrate\.motion: the gripper moved along a line \(39 × 0\.0 × 0\.0 cm\)/,
    ],
    [
      "a short way under much noise",
      { reach: [0.02, 0.02, 0.02], noise: 3 },
      /^calibrate\.motion: the gripper moved too little \(.* for how well it is pointed at/,
    ],
    ["nothing but wrong places", { wrong: 1 }, /^calibrate\.disagree: no camera that stands still/],
  ])("%s", (_, way, expected) => {
    expect(refusal(way)).toMatch(expected);
  });

  it("a camera that moves with the gripper", () => {
    const random = createRandom(2);
    const { sightings, intrinsics } = seenBy(front, usual, random);
    const still = sightings.map((each) => ({ ...each, pixel: [400, 300] as const }));
    const noisy: Seen = {
      intrinsics,
      sightings: still.map(({ pixel: [u, v], ...each }) => ({
        ...each,
        pixel: [u + 3 * random.float(), v + 3 * random.float()],
      })),
    };
    expect(() => solveCamera(noisy, random)).toThrow(/one place of the picture/);
  });
});

describe("a gripper that moves in a plane", () => {
  const far = lookingAt([0.45, -2.4, 1.6], [0.45, 0, 0.15]);
  const flat: Way = { ...usual, reach: [0.12, 0.12, 0], noise: 2, wrong: 0 };
  const outcomes = (way: Way) =>
    Array.from({ length: 12 }, (_, seed) => {
      const random = createRandom(seed);
      try {
        const { pose, covariance, byDepth } = solveCamera(seenBy(far, way, random), random);
        return contradicts(pose, covariance, far) ? "wrong" : byDepth ? "by depth" : "right";
      } catch {
        return "refused";
      }
    });

  it("is refused where its mirror image would be seen alike, and never answered wrongly", () => {
    const all = outcomes(flat);
    expect(all).toContain("refused");
    expect(all).not.toContain("wrong");
  }, 60_000);

  it("is decided by a model's depths where those tell", () => {
    const all = outcomes({ ...flat, depthFactor: 0.8 });
    expect(all).not.toContain("wrong");
  }, 60_000);
});
