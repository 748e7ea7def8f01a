import type { Vec3 } from "../../../src/core/index.js";
import type { PredicateScene } from "../../../src/vlm/nano/predicates.js";
import type { Thing } from "../../../src/vlm/nano/thing.js";

/** A thing in plain view, 1 cm sure of its place along each axis and 10 % of its size. */
export const thingAt = (point: Vec3, overrides: Partial<Thing> = {}): Thing => ({
  pixel: [96, 72],
  point,
  pointVariance: [1e-4, 1e-4, 1e-4],
  size: [0.1, 0.1, 0.1],
  sizeLogVariance: [0.01, 0.01, 0.01],
  visible: 0.95,
  ...overrides,
});

/** Level camera: up is against the image's y. */
export const levelUp: Vec3 = [0, -1, 0];

/** Two things whose pair knows nothing that their points don't. */
export const sceneOf = (
  subject: Thing,
  object: Thing,
  overrides: Partial<PredicateScene> = {},
): PredicateScene => ({
  subject,
  object,
  pair: { logDistance: { mean: 0, variance: 1 }, gap: { mean: 0, variance: 0 } },
  contact: { touching: 0.5, inside: 0.5, on: 0.5 },
  ...overrides,
});
