import { describe, expect, it } from "vitest";
import { createRandom, distanceBetween, type Vec3 } from "../../../src/core/index.js";
import {
  type LiftedThing,
  liftThing,
  noiseOf,
  supportingSurface,
} from "../../../src/data-engine/lift/index.js";
import {
  noisy,
  photograph,
  rasterWith,
  type Solid,
  size,
  toCamera,
  upIn,
  type View,
  viewFrom,
} from "../tabletop.js";

const box: Solid = {
  name: "box",
  kind: "box",
  at: [0.1, 0, 0],
  width: 0.1,
  depth: 0.06,
  height: 0.08,
};
const can: Solid = {
  name: "can",
  kind: "cylinder",
  at: [-0.1, 0.05, 0],
  width: 0.07,
  depth: 0.07,
  height: 0.12,
};
const high = viewFrom([0, -0.7, 0.55], [0, 0, 0.05]);
const low = viewFrom([0, -0.8, 0.3], [0, 0, 0.05]);

const lift = async (
  view: View,
  solids: readonly Solid[],
  sigma = 0,
): Promise<(LiftedThing | undefined)[]> => {
  const { metres, masks } = photograph(view, solids);
  const raster = await rasterWith(sigma > 0 ? noisy(metres, sigma) : metres);
  const noise = noiseOf(raster);
  const surface = supportingSurface(raster, noise, createRandom(1));
  if (!surface) throw new Error("has a table");
  return masks.map((mask) =>
    liftThing(mask, { raster, noise, surface, ...(surface.isLevel && { up: surface.up }) }, "mask"),
  );
};

const only = (things: readonly (LiftedThing | undefined)[]): LiftedThing => {
  const [thing] = things;
  if (!thing) throw new Error("nothing was lifted");
  return thing;
};

const centreOf = ({ at, height }: Solid, view: View): Vec3 =>
  toCamera(view, [at[0], at[1], at[2] + height / 2]);

describe("a thing that is lifted", () => {
  it.each([
    ["a box from above", box, high],
    ["a can from above", can, high],
    ["a can from the side, whose far half is hidden", can, low],
  ])("%s has its whole centre, not that of what is seen", async (_, solid, view) => {
    const { centre } = only(await lift(view, [solid]));
    expect(distanceBetween(centre, centreOf(solid, view))).toBeLessThan(0.008);
  });

  it("a box from the side might be as deep as wide: its deviation says how little is known", async () => {
    const { centre, deviation } = only(await lift(low, [box]));
    const off = Math.abs(centre[2] - centreOf(box, low)[2]);
    expect(off).toBeLessThan(2 * deviation.centre[2]);
    expect(deviation.centre[2]).toBeGreaterThan(2 * deviation.centre[0]);
  });

  it.each([
    ["box", box, high],
    ["box from the side", box, low],
    ["can", can, high],
    ["can from the side", can, low],
  ])("%s: height and width within a pixel or two", async (_, solid, view) => {
    const { height, size: extents } = only(await lift(view, [solid]));
    expect(Math.abs((height ?? 0) / solid.height - 1)).toBeLessThan(0.04);
    expect(Math.abs(extents[0] / solid.width - 1)).toBeLessThan(0.06);
  });

  it("stays itself under a stereo camera's noise, and says that it is less sure", async () => {
    const [clean, rough] = [only(await lift(high, [box])), only(await lift(high, [box], 0.01))];
    expect(distanceBetween(rough.centre, centreOf(box, high))).toBeLessThan(0.015);
    expect(Math.abs(rough.size[0] / box.width - 1)).toBeLessThan(0.08);
    expect(rough.deviation.centre[2]).toBeGreaterThan(clean.deviation.centre[2]);
  });

  it("has no size where the picture's edge cuts it", async () => {
    const cut = only(await lift(high, [{ ...box, at: [-0.42, 0, 0] }]));
    expect(cut.cut).toBeGreaterThan(0.08);
    expect(cut.deviation.size).toBeUndefined();
    expect(cut.deviation.height).toBeUndefined();
  });

  it("has no size where something nearer hides a part of it", async () => {
    const before: Solid = { ...can, at: [0.07, -0.12, 0] };
    const [behind] = await lift(low, [box, before]);
    expect(behind?.deviation.size).toBeUndefined();
  });

  it("is not cut by the table before it", async () => {
    expect(only(await lift(low, [box])).cut).toBe(0);
  });

  it("keeps its height where the up that somebody gives leans against the table", async () => {
    const beside: Solid = { ...can, at: [0.35, 0.05, 0] };
    const { metres, masks } = photograph(high, [beside]);
    if (!masks[0]) throw new Error("has a mask");
    const raster = await rasterWith(metres);
    const [angle, [x, y, z]] = [(5 * Math.PI) / 180, upIn(high)];
    const roll: Vec3 = [
      x * Math.cos(angle) - y * Math.sin(angle),
      x * Math.sin(angle) + y * Math.cos(angle),
      z,
    ];
    for (const up of [roll, [-roll[0], roll[1], roll[2]] as const]) {
      const surface = supportingSurface(raster, 2e-4, createRandom(1), up);
      expect(surface?.isLevel).toBe(true);
      const lifted = liftThing(
        masks[0],
        { raster, noise: 2e-4, up, ...(surface && { surface }) },
        "mask",
      );
      expect(Math.abs((lifted?.height ?? 0) / can.height - 1)).toBeLessThan(0.08);
    }
  });

  it.each([
    ["a wall", [0, 0, -1] as const],
    ["a table that it reaches below", [0, -1, 0] as const],
  ])("does not stand on %s", async (_, normal) => {
    const { metres, masks } = photograph(low, [box]);
    if (!masks[0]) throw new Error("has a mask");
    const raster = await rasterWith(metres);
    const up = upIn(low);
    const surface = { up: normal[1] === 0 ? normal : up, below: 0.1, share: 0.5, isLevel: false };
    const lifted = liftThing(masks[0], { raster, noise: 2e-4, up, surface }, "mask");
    expect(Math.abs((lifted?.height ?? 0) / box.height - 1)).toBeLessThan(0.1);
  });

  it("ends where its own surface ends: what is behind a sloppy mask's rim is not of it", async () => {
    const { metres, masks } = photograph(high, [can]);
    const shifted = new Float32Array(metres.length).fill(Number.NaN);
    shifted.set(metres.subarray(0, metres.length - 1), 1); // depth is one pixel beside the picture
    if (!masks[0]) throw new Error("has a mask");
    const raster = await rasterWith(shifted);
    const surface = supportingSurface(raster, 2e-4, createRandom(1));
    const lifted = liftThing(
      masks[0],
      { raster, noise: 2e-4, up: upIn(high), ...(surface && { surface }) },
      "mask",
    );
    expect(
      Math.abs((lifted?.size[2] ?? 0) / only(await lift(high, [can])).size[2] - 1),
    ).toBeLessThan(0.08);
  });

  it("is nothing where depth shows too little of it", async () => {
    const { metres, masks } = photograph(high, [box]);
    const [mask] = masks;
    if (!mask) throw new Error("has a mask");
    for (let at = 0; at < metres.length; at++)
      if (mask.inside[at] === 1 && at % 4 !== 0) metres[at] = Number.NaN;
    const raster = await rasterWith(metres);
    const few = {
      ...mask,
      inside: mask.inside.map((each, at) => (at % size.width < 170 ? 0 : each)),
    };
    expect(
      liftThing(
        { ...few, inside: new Uint8Array(few.inside.length) },
        { raster, noise: 2e-4 },
        "mask",
      ),
    ).toBeUndefined();
  });
});
