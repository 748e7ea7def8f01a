import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secondsBetween } from "../../src/core/index.js";
import { taskOf } from "./examples.js";
import { play, type TestFrame, worth } from "./frames.js";

const key = "distance(gripper,bottle)";
/** Linear, so that a metre is worth the same everywhere: Φ = 1 - distance. */
const linear = (settings: Readonly<Record<string, string>> = {}) =>
  taskOf(
    { reach: { potential: "1 - distance(gripper, bottle) / 1 m", until: "1 == 2" } },
    { discount_per_second: 1, ...settings },
  );

const films = fc
  .array(
    fc.record({
      gap: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
      metres: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined, freq: 6 }),
    }),
    { minLength: 2, maxLength: 30 },
  )
  .map((steps) => {
    let t = 0;
    return steps.map(({ gap, metres }): TestFrame => {
      t += gap;
      return { t, distances: metres === undefined ? {} : { [key]: metres } };
    });
  });

describe("a potential", () => {
  it("is never paid faster than max_speed, whatever the distances", () => {
    const speeds = fc.double({ min: 0.1, max: 3, noNaN: true });
    fc.assert(
      fc.property(films, speeds, (frames, speed) => {
        for (const { reward, previousStamp, stamp } of play(
          linear({ max_speed: `${speed.toFixed(3)} m/s` }),
          frames,
        )) {
          if (reward === undefined || previousStamp === undefined) continue;
          const most = (speed + 0.001) * secondsBetween(previousStamp, stamp);
          expect(Math.abs(reward)).toBeLessThanOrEqual(most + 1e-9);
        }
      }),
    );
  });

  it("stays one: an episode is worth the last less the first, however things jumped", () => {
    fc.assert(
      fc.property(films, (frames) => {
        const paid = play(linear(), frames).filter(({ valid }) => valid);
        const [first, last] = [paid[0], paid.at(-1)];
        if (first?.potential === undefined || last?.potential === undefined) return;
        expect(worth(paid)).toBeCloseTo(last.potential - first.potential, 9);
      }),
    );
  });

  it("follows a jump at max_speed and tells the distance as it was known", () => {
    const samples = play(
      linear(),
      [0, 0.1, 0.2, 0.3].map((t) => ({ t, distances: { [key]: t === 0 ? 0.5 : 0 } })),
    );
    expect(samples.map(({ potential }) => Number(potential?.toFixed(6)))).toEqual([
      0.5, 0.7, 0.9, 1,
    ]);
    expect(samples[1]?.distances[0]?.filtered).toBe(0);
  });

  it("starts anew with an episode, in which things may stand elsewhere", () => {
    const samples = play(linear(), [
      { t: 10, distances: { [key]: 0.9 } },
      { t: 0, distances: { [key]: 0.1 } },
    ]);
    expect(samples.map(({ potential }) => potential)).toEqual([
      expect.closeTo(0.1, 9),
      expect.closeTo(0.9, 9),
    ]);
  });

  it("ends no stage by a jump that no hand can make", () => {
    const task = taskOf({
      reach: {
        potential: "tolerance(distance(gripper, bottle), 0 cm, 2 cm, 40 cm)",
        until: "distance(gripper, bottle) < 3 cm",
      },
    });
    const jump = [0.5, 0, 0.5].map((metres, i) => ({ t: i / 10, distances: { [key]: metres } }));
    expect(play(task, jump).some(({ success }) => success)).toBe(false);
  });
});
