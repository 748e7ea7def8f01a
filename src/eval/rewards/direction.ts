import type { Valued } from "./value-curve.js";

/** How much of the time each frame stands for: to half-way to its neighbours. */
const weights = (curve: readonly Valued[]): readonly number[] =>
  curve.map(({ t }, i) => {
    const [before, after] = [curve[i - 1]?.t ?? t, curve[i + 1]?.t ?? t];
    return (after - before) / 2;
  });

/**
 * Whether a curve rises (up to 1) or falls (down to −1), all pairs of frames weighted by the time they stand for:
 * Σ wᵢwⱼ(vⱼ − vᵢ) / Σ wᵢwⱼ|vⱼ − vᵢ| over i < j (RoboValue's TRR, arXiv 2610.26663, `trr.py`). 0 for one that never
 * changes, and for fewer than two frames.
 */
export const direction = (curve: readonly Valued[]): number => {
  const weight = weights(curve);
  let [sum, size] = [0, 0];
  curve.forEach(({ value }, j) => {
    for (let i = 0; i < j; i++) {
      const mass = (weight[i] ?? 0) * (weight[j] ?? 0);
      const change = value - (curve[i]?.value ?? value);
      sum += mass * change;
      size += mass * Math.abs(change);
    }
  });
  return size === 0 ? 0 : sum / size;
};
