import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alongRay,
  type Covariance,
  isotropic,
  type PointEvidence,
  type Vec3,
  varianceAlong,
} from "../../src/core/index.js";
import { fusePoints } from "../../src/estimate/index.js";

const told = (
  source: PointEvidence["source"],
  point: Vec3,
  covariance: Covariance = isotropic(1e-4),
): PointEvidence => ({ source, thing: "mug", point, covariance });

const sources = (evidence: readonly PointEvidence[]) => evidence.map(({ source }) => source).sort();

const axes: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const near = fc.tuple(
  fc.double({ min: -0.01, max: 0.01, noNaN: true }),
  fc.double({ min: -0.01, max: 0.01, noNaN: true }),
  fc.double({ min: 0.79, max: 0.81, noNaN: true }),
);
const sigma = fc.double({ min: 0.005, max: 0.1, noNaN: true });
const agreeing = fc
  .array(fc.record({ point: near, sigma }), { minLength: 2, maxLength: 4 })
  .map((all) =>
    all.map((each, at) =>
      told(`camera:${at}`, [...each.point], isotropic(each.sigma ** 2 + 0.01 ** 2)),
    ),
  );

describe("points of several sources", () => {
  it("are nothing of nothing, and of one what it says", () => {
    expect(fusePoints([])).toBeUndefined();
    const only = told("tf", [0.1, 0.2, 0.8]);
    expect(fusePoints([only])).toMatchObject({ used: [only], refused: [] });
    expect(fusePoints([only])?.point[2]).toBeCloseTo(0.8, 9);
  });

  it("are known no less well together than by the best that was used", () => {
    fc.assert(
      fc.property(agreeing, (evidence) => {
        const fused = fusePoints(evidence);
        for (const { covariance } of fused?.used ?? [])
          for (const axis of axes)
            expect(varianceAlong(fused?.covariance ?? covariance, axis)).toBeLessThanOrEqual(
              varianceAlong(covariance, axis) * (1 + 1e-9),
            );
      }),
    );
  });

  it("don't depend on the order they come in", () => {
    fc.assert(
      fc.property(agreeing, (evidence) => {
        expect(fusePoints([...evidence].reverse())).toEqual(fusePoints(evidence));
      }),
    );
  });

  it("are not moved by one that is far away, however far", () => {
    fc.assert(
      fc.property(agreeing, fc.double({ min: 3, max: 1000, noNaN: true }), (evidence, far) => {
        const wrong = told("depth", [0, 0, far], isotropic(1e-4));
        const fused = fusePoints([...evidence, wrong]);
        expect(fused?.point).toEqual(fusePoints(evidence)?.point);
        expect(fused?.refused).toContain(wrong);
      }),
    );
  });

  it("where two disagree are those of the more trusted; a third that agrees with one outvotes the other", () => {
    const tf = told("tf", [0, 0, 0.8]);
    const side = told("camera:side", [0, 0, 1.2]);
    expect(sources(fusePoints([tf, side])?.used ?? [])).toEqual(["tf"]);
    const back = told("camera:back", [0, 0, 1.2]);
    expect(sources(fusePoints([tf, side, back])?.used ?? [])).toEqual([
      "camera:back",
      "camera:side",
    ]);
  });

  it("read at one pixel are wrong together: TF is not outvoted by a model and the depth it points at", () => {
    const nano = told("nano", [0.3, 0, 0.8]);
    const depth = told("depth", [0.3, 0, 0.8]);
    const fused = fusePoints([nano, depth, told("tf", [0, 0, 0.6])]);
    expect(sources(fused?.used ?? [])).toEqual(["tf"]);
    expect(sources(fused?.refused ?? [])).toEqual(["depth", "nano"]);
  });

  it("seen along two rays are where the rays meet", () => {
    const fused = fusePoints([
      told("nano", [0, 0, 0.9], alongRay([0, 0, 1], 0.01, 1e-5)),
      told("camera:side", [0.1, 0, 0.8], alongRay([1, 0, 0], 0.01, 1e-5)),
    ]);
    expect(fused?.point.map((each) => Number(each.toFixed(3)))).toEqual([0, 0, 0.8]);
  });

  it("leave out what has no covariance or is not finite", () => {
    const flat = told("depth", [0, 0, 1], isotropic(0));
    const nan = told("known", [0, Number.NaN, 1]);
    expect(fusePoints([flat, nan])).toBeUndefined();
  });
});
