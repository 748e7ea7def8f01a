import type { Seconds } from "../core/index.js";

/** What a potential `dt` later is worth now. */
export const discountOver = (dt: Seconds, discountPerSecond: number): number =>
  discountPerSecond ** dt;

/** Potential-based shaping (Ng, Harada & Russell 1999): `discount` is over the whole gap between two frames. */
export const shaping = (before: number, after: number, discount: number): number =>
  discount * after - before;
