import type { Vec3 } from "../../core/index.js";

/** From one end to the other, along a direction. [m] */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** By how many σ the outermost of many points lie too far out. */
const excess = 0.5;

/** Points left out on each side: at a corner of its outline a thing may be drawn on too far. */
const outermost = 3;

/** The largest of many values but for a few. */
class Largest {
  readonly #top = new Float64Array(outermost + 1).fill(Number.NEGATIVE_INFINITY);

  add(value: number): void {
    const top = this.#top;
    if (value <= (top[0] ?? 0)) return;
    let at = 0;
    for (; at < outermost && value > (top[at + 1] ?? 0); at++) top[at] = top[at + 1] ?? 0;
    top[at] = value;
  }

  get value(): number {
    return this.#top[0] ?? Number.NaN;
  }
}

/**
 * Of points along a direction, but for a few on each side, and less what noise spreads them by.
 * @param noise σ along the axis of the camera, in metres
 */
export const rangeAlong = (points: Float64Array, direction: Vec3, noise = 0): Range => {
  const [x, y, z] = direction;
  const [far, near] = [new Largest(), new Largest()];
  for (let at = 0; at < points.length; at += 3) {
    const along = x * (points[at] ?? 0) + y * (points[at + 1] ?? 0) + z * (points[at + 2] ?? 0);
    far.add(along);
    near.add(-along);
  }
  const [from, to] = [-near.value, far.value];
  const inner = Math.min(excess * noise * Math.abs(z), (to - from) / 3);
  return { from: from + inner, to: to - inner };
};
