import type { PixelBox, RgbImage, Vec3 } from "../core/index.js";
import type { DataLine, Thing } from "../dataset/index.js";
import type { GivenFrame } from "./frames/index.js";
import { maskWhere } from "./lift/index.js";
import { colourOf, type Nameable, specificNames } from "./names/index.js";
import type { EngineScene, PlacedThing } from "./scene.js";

/** A tenth of a millimetre: what is below says nothing. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
const vec = ([x, y, z]: Vec3): [number, number, number] => [rounded(x), rounded(y), rounded(z)];
/** Of directions. */
const unit = ([x, y, z]: Vec3): [number, number, number] => [
  Math.round(x * 1e5) / 1e5,
  Math.round(y * 1e5) / 1e5,
  Math.round(z * 1e5) / 1e5,
];

const boxOf = ({ left, top, right, bottom }: PixelBox): [number, number, number, number] => [
  Math.round(left),
  Math.round(top),
  Math.round(right),
  Math.round(bottom),
];

const whole = (box: PixelBox) => {
  const [left, top, right, bottom] = boxOf(box);
  return maskWhere({ left, top, right, bottom }, () => true);
};

const nameable =
  (picture: RgbImage) =>
  ({ found, place }: PlacedThing): Nameable => {
    const colour = colourOf(picture, found.mask ?? whole(found.box));
    return { name: found.name, centre: place.centre, ...(colour !== undefined && { colour }) };
  };

/** A deviation of 0 would claim that nothing was measured. */
const least = 1e-4;
const deviation = (values: Vec3): [number, number, number] => {
  const [x, y, z] = vec(values);
  return [Math.max(least, x), Math.max(least, y), Math.max(least, z)];
};

const thingOf = ({ found, place }: PlacedThing, name: string): Thing => {
  const { size, height } = place.deviation;
  return {
    name,
    centre: vec(place.centre),
    size: vec(place.size),
    ...(place.height !== undefined && { height: rounded(place.height) }),
    deviation: {
      centre: deviation(place.deviation.centre),
      ...(size && { size: deviation(size) }),
      ...(height !== undefined && { height: Math.max(least, rounded(height)) }),
    },
    box: boxOf(found.box),
    visible: Math.round((1 - place.cut) * 1000) / 1000,
    attributes: { called: found.name },
  };
};

/** A picture as a data set has it, without questions; and how many things have no name that means one alone. */
export const lineOf = (
  { frame, name, t, episode }: GivenFrame,
  scene: EngineScene,
  picture: RgbImage,
  source: string,
): { readonly line: DataLine; readonly nameless: number } => {
  const names = specificNames(scene.things.map(nameable(picture)));
  const things = scene.things.flatMap((thing, index) => {
    const own = names[index];
    return own === undefined ? [] : [thingOf(thing, own)];
  });
  const { fx = 1, fy = 1, cx = 0, cy = 0 } = frame.intrinsics ?? {};
  const line: DataLine = {
    image: `images/${name}.jpg`,
    width: frame.width,
    height: frame.height,
    camera: { fx, fy, cx, cy, ...(scene.up && { up: unit(scene.up) }) },
    things,
    pairs: [],
    absent: [],
    ...(episode !== undefined && { episode }),
    ...(t !== undefined && { t: rounded(t) }),
    source,
  };
  return { line, nameless: scene.things.length - things.length };
};
