import { describe, expect, it } from "vitest";
import { gatherEvidence, type Look, type Pointed } from "../../../src/estimate/index.js";

const intrinsics = { fx: 300, fy: 300, cx: 160, cy: 120 };

/** A camera 0.8 m over the table's plane, looking straight down at it. */
const above: NonNullable<Look["frame"]["pose"]> = {
  frame: "base",
  pose: { position: [0, 0, 1], rotation: [1, 0, 0, 0] },
};

const mug = (pixel: readonly [number, number]): Pointed => ({
  source: "nano",
  thing: "mug",
  pixel,
  point: [(pixel[0] - 160) / 300, (pixel[1] - 120) / 300, 1],
  visible: 0.98,
  variance: [1e-4, 1e-4, 0.01],
  size: { extents: [0.08, 0.08, 0.1], logVariance: [0.02, 0.02, 0.04] },
});

const table = [{ name: "table", thing: "table", dimension: "height", metres: 0.2 }] as const;
const mugsHeight = [{ name: "mug", thing: "mug", dimension: "height", metres: 0.1 }] as const;

const tell = (pointed: readonly Pointed[], more: Partial<Look> = {}, frame = {}) =>
  gatherEvidence(
    {
      frame: { width: 320, height: 240, pose: above, up: [0, 0, -1], ...frame },
      intrinsics,
      pointed,
      gripper: "gripper",
      known: [...table, ...mugsHeight],
      ...more,
    },
    ["known"],
  );

const byTable = async (...given: Parameters<typeof tell>) =>
  (await tell(...given)).evidence.find(({ point }) => Math.abs(point[2] - 0.75) < 0.1);

describe("the table's known height", () => {
  it("tells how deep a thing is that stands on it: where its ray is half its height above", async () => {
    const told = await byTable([mug([200, 120])]);
    expect(told).toMatchObject({ source: "known", thing: "mug" });
    expect(told?.point[2]).toBeCloseTo(0.75, 6);
    expect(told?.point[0]).toBeCloseTo((40 / 300) * 0.75, 6);
  });

  it("is surer than any guess of depth", async () => {
    const told = await byTable([mug([200, 120])]);
    expect(Math.sqrt(told?.covariance[5] ?? 1)).toBeLessThan(0.03);
  });

  it("tells nothing of what may be in the gripper's hand, by TF or by the model", async () => {
    const gripper = { point: [0.1, 0, 0.6] as const };
    expect(await byTable([mug([200, 120])], {}, { gripper })).toBeUndefined();
    const seen: Pointed = { ...mug([205, 120]), thing: "gripper", point: [0.1, 0, 0.7] };
    expect(await byTable([mug([200, 120]), seen])).toBeUndefined();
    const elsewhere: Pointed = { ...mug([20, 20]), thing: "gripper", point: [-0.3, -0.2, 0.7] };
    expect(await byTable([mug([200, 120]), elsewhere])).toBeDefined();
  });

  it("tells nothing where the camera's place is unknown, or nothing of a table", async () => {
    expect(await byTable([mug([200, 120])], {}, { pose: undefined })).toBeUndefined();
    expect(await byTable([mug([200, 120])], { known: mugsHeight })).toBeUndefined();
  });
});
