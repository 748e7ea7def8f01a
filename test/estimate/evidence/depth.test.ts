import { describe, expect, it } from "vitest";
import type { DepthView } from "../../../src/core/index.js";
import { gatherEvidence, type Look, type Pointed } from "../../../src/estimate/index.js";

const intrinsics = { fx: 300, fy: 300, cx: 160, cy: 120 };

/** A camera that measures these depths wherever one asks. */
const measuring = (...depths: readonly number[]): DepthView => ({
  stamp: 0n,
  stddevAt: () => 0.01,
  pointsIn: async () => Float32Array.from(depths.flatMap((z) => [0, 0, z])),
});

const mug: Pointed = {
  source: "nano",
  thing: "mug",
  pixel: [160, 120],
  point: [0, 0, 0.8],
  visible: 0.98,
  variance: [1e-4, 1e-4, 0.08 ** 2],
  size: { extents: [0.08, 0.1, 0.08], logVariance: [0.02, 0.02, 0.04] },
};

const tell = async (depth: DepthView, pointed: Pointed = mug) => {
  const frame = { width: 320, height: 240, depth };
  const look: Look = { frame, intrinsics, pointed: [pointed], gripper: "gripper", known: [] };
  return gatherEvidence(look, ["depth"]);
};

const many = (count: number, depth: number): readonly number[] => Array(count).fill(depth);

describe("a measured depth", () => {
  it("is of the thing's centre, behind the surface that is seen, and sure along the ray alone", async () => {
    const { evidence, refused } = await tell(measuring(...many(50, 0.75)));
    expect(refused).toEqual([]);
    expect(evidence[0]?.point[2]).toBeCloseTo(0.75 + 0.21 * 0.08, 6);
    const [xx, , , , , zz] = evidence[0]?.covariance ?? [0, 0, 0, 0, 0, 0];
    expect(Math.sqrt(zz)).toBeLessThan(0.02);
    expect(Math.sqrt(xx)).toBeGreaterThan(0.1);
  });

  it("is not pulled by a wall behind, a hand before it or single pixels", async () => {
    const mixed = [...many(50, 0.75), ...many(20, 2.5), ...many(10, 0.45), 0.1, 9];
    const { evidence } = await tell(measuring(...mixed));
    expect(evidence[0]?.point[2]).toBeCloseTo(0.75 + 0.21 * 0.08, 6);
  });

  it("of a gripper is of the fingers, not of the table that more is seen of between them", async () => {
    const between = measuring(...many(12, 0.72), ...many(50, 0.9));
    const depthOf = async (thing: string): Promise<number | undefined> =>
      (await tell(between, { ...mug, thing })).evidence[0]?.point[2];
    expect(await depthOf("gripper")).toBeCloseTo(0.72 + 0.26 * 0.08, 6);
    expect(await depthOf("mug")).toBeCloseTo(0.9 + 0.21 * 0.08, 6);
  });

  it("is less sure where only a part of the box shows the surface", async () => {
    const clean = await tell(measuring(...many(50, 0.75)));
    const mixed = await tell(measuring(...many(50, 0.75), ...many(50, 2.5)));
    expect(mixed.evidence[0]?.covariance[5]).toBeGreaterThan(clean.evidence[0]?.covariance[5] ?? 1);
  });

  it.each([
    ["nothing was measured", measuring(), mug, "nothing was measured where it is seen"],
    ["it is in millimetres", measuring(...many(50, 750)), mug, "the depth is some 1000 times off"],
  ])("is refused when %s", async (_, depth, pointed, why) => {
    const { evidence, refused } = await tell(depth, pointed);
    expect(evidence).toEqual([]);
    expect(refused).toEqual([{ source: "depth", thing: "mug", why: expect.stringContaining(why) }]);
  });

  it("places what a model only points at, wherever its surface is, and then the pixel counts across", async () => {
    const { variance: _, size: __, point: ___, ...pointedAt } = mug;
    const only = { ...pointedAt, pixel: [200, 120] as const };
    for (const z of [0.4, 0.8, 3]) {
      const { evidence } = await tell(measuring(...many(40, z), ...many(15, z + 1)), only);
      const [x, y, depth] = evidence[0]?.point ?? [0, 0, 0];
      expect(depth).toBeCloseTo(z + 0.21 * 0.05, 6);
      expect([x, y]).toEqual([expect.closeTo((40 / 300) * depth, 6), expect.closeTo(0, 9)]);
      const [, , , yy] = evidence[0]?.covariance ?? [0, 0, 0, 0, 0, 0];
      expect(Math.sqrt(yy)).toBeCloseTo(0.02 * depth, 6);
    }
    const millimetres = await tell(measuring(...many(50, 800)), only);
    expect(millimetres.refused[0]?.why).toContain("1000 times off");
  });

  it("that can't be read is refused with its reason, and nothing is asked where a thing is hardly in view", async () => {
    const broken = { ...measuring(), pointsIn: () => Promise.reject(new Error("torn")) };
    expect((await tell(broken)).refused[0]?.why).toContain("torn");
    expect(await tell(broken, { ...mug, visible: 0.1 })).toEqual({ evidence: [], refused: [] });
  });
});
