import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Metres, type Stamp, stampOf } from "../../src/core/index.js";
import {
  type Filtered,
  filterDefaults,
  type Measurement,
  startFilter,
  stepFilter,
} from "../../src/estimate/index.js";
import { type SimulatedFrame, simulatedEpisode } from "./episodes.js";

const filtered = (frames: readonly Measurement[]): readonly Filtered[] => {
  let state = startFilter;
  return frames.map((frame) => {
    const step = stepFilter(state, frame);
    state = step.state;
    return step;
  });
};

interface Error {
  readonly raw: Metres;
  readonly filtered: Metres;
  readonly stddev: Metres;
}

const errorsOf = (frames: readonly SimulatedFrame[]): readonly Error[] =>
  filtered(frames).flatMap(({ metres, stddev }, i) => {
    const frame = frames[i];
    return metres === undefined || stddev === undefined || frame?.metres === undefined
      ? []
      : [{ raw: frame.metres - frame.truth, filtered: metres - frame.truth, stddev }];
  });

const rms = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

const rmsOf = (errors: readonly Error[]) => ({
  raw: rms(errors.map(({ raw }) => raw)),
  filtered: rms(errors.map((error) => error.filtered)),
});

const share = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.filter(holds).length / items.length;

/** Not those the defaults were chosen on. */
const seeds = Array.from({ length: 60 }, (_, i) => i + 1);

const at = (seconds: number): Stamp => stampOf(1e9 + seconds);

describe.each([
  { outliers: 0.04, below: 0.5 },
  { outliers: 0, below: 0.85 },
])("over 60 simulated episodes with a share of $outliers outliers", ({ outliers, below }) => {
  const episodes = seeds.map((seed) => errorsOf(simulatedEpisode(seed, { outliers })));
  const all = episodes.flat();

  it(`the error against the truth is less than ${below} times the raw one`, () => {
    const { raw, filtered: after } = rmsOf(all);
    expect(after / raw).toBeLessThan(below);
  });

  it("it is lower in at least 90 % of them", () => {
    const lower = share(episodes, (errors) => rmsOf(errors).filtered < rmsOf(errors).raw);
    expect(lower).toBeGreaterThanOrEqual(0.9);
  });

  it("the published deviation means what it says: 50 % and 90 % intervals cover about that", () => {
    const within = (z: number): number =>
      share(all, ({ filtered: error, stddev }) => Math.abs(error) <= z * stddev);
    expect(within(0.6745)).toBeGreaterThan(0.42);
    expect(within(0.6745)).toBeLessThan(0.62);
    expect(within(1.645)).toBeGreaterThan(0.83);
    expect(within(1.645)).toBeLessThan(0.96);
  });
});

const steady = (count: number, metres: Metres): Measurement[] =>
  Array.from({ length: count }, (_, i) => ({ stamp: at(i / 10), metres, variance: 0.02 ** 2 }));

describe("the filter", () => {
  it("keeps up with an approach at 0.5 m/s", () => {
    const approach = Array.from({ length: 15 }, (_, i) => {
      const metres = 0.8 - 0.05 * i;
      return { stamp: at(1 + i / 10), metres, variance: Math.hypot(0.01, 0.15 * metres) ** 2 };
    });
    const steps = filtered([...steady(10, 0.8), ...approach]);
    const lags = approach.map(({ metres }, i) => (steps[10 + i]?.metres ?? Number.NaN) - metres);
    expect(Math.max(...lags)).toBeLessThan(0.1);
    expect(lags.at(-1)).toBeLessThan(0.02);
  });

  it("takes a lone outlier for one, and says so", () => {
    const steps = filtered([
      ...steady(20, 0.3),
      { stamp: at(2), metres: 1.5, variance: 0.05 ** 2 },
    ]);
    expect(steps.at(-1)?.rejected).toBe(true);
    expect(steps.at(-1)?.metres).toBeCloseTo(0.3, 2);
  });

  it("believes what is said often enough: a thing that was moved is found again", () => {
    const moved = Array.from({ length: filterDefaults.patience }, (_, i) => ({
      stamp: at(2 + i / 10),
      metres: 1.5,
      variance: 0.05 ** 2,
    }));
    const steps = filtered([...steady(20, 0.3), ...moved]).slice(20);
    expect(steps.map(({ rejected }) => rejected)).toEqual([true, true, true, false]);
    expect(steps.at(-1)?.metres).toBeCloseTo(1.5, 6);
  });

  it("survives a gap: it doubts more, and does not carry a speed on for ever", () => {
    const approach = Array.from({ length: 10 }, (_, i) => ({
      stamp: at(i / 10),
      metres: 0.8 - 0.04 * i,
      variance: 0.01 ** 2,
    }));
    const after = { stamp: at(6), metres: 0.4, variance: 0.05 ** 2 };
    const [before, last] = filtered([...approach, after]).slice(-2);
    expect(last?.rejected).toBe(false);
    expect(last?.metres).toBeCloseTo(0.4, 1);
    expect(last?.stddev).toBeGreaterThan((before?.stddev ?? Number.NaN) * 2);
  });

  it("has no value for a frame that was not measured", () => {
    const [, unanswered] = filtered([...steady(1, 0.3), { stamp: at(1) }]);
    expect(unanswered?.metres).toBeUndefined();
    expect(unanswered?.stddev).toBeUndefined();
  });

  it("leaves out what is no length, and stamps that repeat or go back", () => {
    const bad = [Number.NaN, Number.POSITIVE_INFINITY, -0.1].map((metres, i) => ({
      stamp: at(1 + i),
      metres,
    }));
    const late = { stamp: at(0), metres: 0.9 };
    const steps = filtered([...steady(1, 0.3), ...bad, late]);
    expect(steps.slice(1).map(({ metres }) => metres)).toEqual(Array(4).fill(undefined));
    expect(steps.at(-1)?.state).toBe(steps[0]?.state);
  });

  it("assumes a deviation where the source can't say, and for one that is impossible", () => {
    const [unsaid] = filtered([{ stamp: at(0), metres: 0.4 }]);
    const [impossible] = filtered([{ stamp: at(0), metres: 0.4, variance: Number.NaN }]);
    expect(unsaid?.stddev).toBeCloseTo(0.1, 6);
    expect(impossible?.stddev).toBe(unsaid?.stddev);
    expect(filtered([{ stamp: at(0), metres: 0, variance: 0 }])[0]?.stddev).toBeGreaterThan(0.004);
  });

  const measurements = fc
    .array(
      fc.record({
        gap: fc.double({ min: 0.001, max: 5, noNaN: true }),
        metres: fc.option(fc.double({ min: 0, max: 20, noNaN: true }), { nil: undefined }),
        variance: fc.option(fc.double({ min: 0, max: 4, noNaN: true }), { nil: undefined }),
      }),
      { maxLength: 40 },
    )
    .map((steps) => {
      let t = 0;
      return steps.map(({ gap, metres, variance }): Measurement => {
        t += gap;
        return {
          stamp: at(t),
          ...(metres !== undefined && { metres }),
          ...(variance !== undefined && { variance }),
        };
      });
    });

  it("is causal: what comes later changes nothing before it", () => {
    fc.assert(
      fc.property(measurements, fc.nat(40), (all, n) => {
        expect(filtered(all.slice(0, n))).toEqual(filtered(all).slice(0, n));
      }),
    );
  });

  it("never gives a negative length or a deviation that is no number, whatever it is fed", () => {
    fc.assert(
      fc.property(measurements, (all) => {
        filtered(all).forEach(({ metres, stddev }, i) => {
          expect(metres === undefined).toBe(all[i]?.metres === undefined);
          if (metres === undefined || stddev === undefined) return;
          expect(metres).toBeGreaterThanOrEqual(0);
          expect(stddev).toBeGreaterThan(0);
          expect(Number.isFinite(metres + stddev)).toBe(true);
        });
      }),
    );
  });
});
