import {
  cross,
  type Intrinsics,
  norm,
  type Pixel,
  type Pose,
  project,
  type Random,
  scale,
  seenFrom,
  subtract,
  type Vec3,
} from "../../src/core/index.js";
import type { Seen, Sighting } from "../../src/hand-eye/index.js";
import { between } from "../../src/hand-eye/rotation.js";

export const intrinsics: Intrinsics = { fx: 554, fy: 554, cx: 320, cy: 240 };

export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());

export const within = (random: Random, low: number, high: number): number =>
  low + (high - low) * random.float();

/** A camera at a place that looks at another one, the picture's right side level. */
export const lookingAt = (position: Vec3, target: Vec3): Pose => {
  const forward = subtract(target, position);
  const z = scale(forward, 1 / norm(forward));
  const level = cross(z, [0, 0, 1]);
  const x = scale(level, 1 / norm(level));
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as const;
  return { position, rotation: between(axes, [x, cross(z, x), z]) };
};

/** Where the gripper works. */
export const centre: Vec3 = [0.45, 0, 0.15];

/** Somewhere around the work, 0.6 to 1.4 m away and above it. */
export const anyCamera = (random: Random): Pose => {
  const [around, above] = [within(random, 0, 2 * Math.PI), within(random, 0.2, 1.2)];
  const away = within(random, 0.6, 1.4);
  const off: Vec3 = [
    away * Math.cos(above) * Math.cos(around),
    away * Math.cos(above) * Math.sin(around),
    away * Math.sin(above),
  ];
  return lookingAt([centre[0] + off[0], centre[1] + off[1], centre[2] + off[2]], centre);
};

export interface Way {
  readonly count: number;
  /** Metres from the centre, each way, along x, y and z of the base. */
  readonly reach: Vec3;
  /** Pixels. */
  readonly noise: number;
  /** Share of sightings that point anywhere. */
  readonly wrong: number;
  /** The model's depths are the true ones times this, and 10 % of noise. */
  readonly depthFactor?: number;
}

export const usual: Way = { count: 80, reach: [0.15, 0.2, 0.12], noise: 2, wrong: 0.2 };

/** A smooth way: three sines of no common period. */
const placeAt = (share: number, { reach }: Way, phase: Vec3): Vec3 => [
  centre[0] + reach[0] * Math.sin(2 * Math.PI * (3.1 * share + phase[0])),
  centre[1] + reach[1] * Math.sin(2 * Math.PI * (4.3 * share + phase[1])),
  centre[2] + reach[2] * Math.sin(2 * Math.PI * (5.7 * share + phase[2])),
];

/** What a camera shows of a gripper on its way. */
export const seenBy = (pose: Pose, way: Way, random: Random): Seen => {
  const phase: Vec3 = [random.float(), random.float(), random.float()];
  const anywhere = (): Pixel => [within(random, 0, 640), within(random, 0, 480)];
  const sightings = Array.from({ length: way.count }, (_, i): Sighting => {
    const inBase = placeAt(i / way.count, way, phase);
    const [u, v] = project(seenFrom(pose, inBase), intrinsics) ?? anywhere();
    const noisy: Pixel = [u + way.noise * normal(random), v + way.noise * normal(random)];
    const pixel = random.float() < way.wrong ? anywhere() : noisy;
    const depth = seenFrom(pose, inBase)[2] / (way.depthFactor ?? 1);
    return {
      inBase,
      pixel,
      ...(way.depthFactor && { depth: depth * Math.exp(0.1 * normal(random)) }),
    };
  });
  return { sightings, intrinsics };
};
