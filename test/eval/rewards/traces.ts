import type { Trace, TracePoint } from "../../../src/eval/index.js";

export type Distances = readonly (number | undefined)[];

/** At 5 Hz: what is true, and what is said (undefined: no answer). */
export const pointsOf = (truth: readonly number[], said: Distances = truth): TracePoint[] =>
  truth.map((distance, i) => {
    const told = said[i];
    return {
      t: i / 5,
      said: told === undefined ? {} : { distance: told },
      true: { distance },
    };
  });

const mirrored = <T>(items: readonly T[]): T[] => [...items, ...items.slice(0, -1).reverse()];

interface More {
  readonly said?: Distances;
  /** Of the whole cycle; the mirror of `said` without it. */
  readonly saidOfCycle?: Distances;
  readonly others?: Readonly<Record<string, readonly number[]>>;
}

export const traceOf = (
  outcome: "success" | "miss" | "unknown",
  truth: readonly number[],
  { said = truth, saidOfCycle = mirrored(said), others = {} }: More = {},
): Trace => ({
  episode: outcome,
  outcome,
  ...(outcome !== "unknown" && { succeeded: outcome === "success" }),
  points: pointsOf(truth, said),
  cycle: pointsOf(mirrored(truth), saidOfCycle),
  others: Object.entries(others).map(([object, far]) => ({ object, points: pointsOf(far) })),
});

export const nearing = [0.5, 0.4, 0.3, 0.2, 0.1];
