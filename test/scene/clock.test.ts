import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secondsBetween } from "../../src/core/index.js";
import { createClock, type Settled } from "../../src/scene/clock.js";
import { clockBound, type Timed } from "../../src/scene/stamps.js";

const start = 1_700_000_000_000_000_000n;
const ms = (value: number): bigint => BigInt(Math.round(value * 1e6));

/** Messages 100 ms apart, taken at these milliseconds from the start; text is a stamp as it stands. */
const settled = (stamps: readonly (number | string)[]): Settled<Timed>[] => {
  const clock = createClock<Timed>();
  const found = stamps.flatMap((at, index) =>
    clock.take({
      stamp: typeof at === "string" ? BigInt(at) : start + ms(at),
      logTime: start + ms(100 * index),
    }),
  );
  return [...found, ...clock.end()];
};

/** "ok 100" believed at 100 ms, "new 100" the first of an episode, "no 100" refused. */
const shown = (stamps: readonly (number | string)[]): readonly string[] =>
  settled(stamps).map(({ time, restarts, refused }) => {
    const word = refused === undefined ? (restarts ? "new" : "ok") : "no";
    return `${word} ${secondsBetween(start, time) * 1000}`;
  });

describe("a clock that log times bear out", () => {
  it.each([
    ["goes on", [0, 100, 200], ["ok 0", "ok 100", "ok 200"]],
    ["jitters", [0, 130, 190, 330], ["ok 0", "ok 130", "ok 190", "ok 330"]],
    ["runs slower than the wall's", [0, 10, 20, 30], ["ok 0", "ok 10", "ok 20", "ok 30"]],
    ["has one frame alone", [40], ["ok 40"]],
    ["leaves a gap shorter than the bound", [0, 100, 900], ["ok 0", "ok 100", "ok 900"]],
  ])("that %s is believed", (_, stamps, expected) => {
    expect(shown(stamps)).toEqual(expected);
  });
});

describe("a clock that begins at 0, as a simulation's or a video's", () => {
  const times = (stamps: readonly string[]) =>
    settled(stamps).map(({ time, refused }) => (refused === undefined ? time : refused));

  it("is believed from its first frame on", () => {
    expect(times(["0", "100000000", "200000000"])).toEqual([0n, ms(100), ms(200)]);
  });

  it("is so again after it was set back", () => {
    const again = times(["50000000000", "50100000000", "0", "100000000", "200000000"]);
    expect(again).toEqual([ms(50_000), ms(50_100), 0n, ms(100), ms(200)]);
  });
});

describe("a stamp that log times contradict", () => {
  it.each([
    ["is missing", [0, 100, "0", 300], ["ok 0", "ok 100", "no 200", "ok 300"]],
    ["is missing twice", [0, 100, "0", "0", 400], ["ok 0", "ok 100", "no 200", "no 300", "ok 400"]],
    ["is missing first", ["0", 100, 200], ["no 0", "ok 100", "ok 200"]],
    ["is missing every other time", ["0", 100, "0", 300], ["no 0", "ok 100", "no 200", "ok 300"]],
    ["is far off once", [0, 100, 3_600_000, 300], ["ok 0", "ok 100", "no 200", "ok 300"]],
    ["is far back once", [0, 100, -5000, 300], ["ok 0", "ok 100", "no 200", "ok 300"]],
    ["repeats", [0, 100, 100, 300], ["ok 0", "ok 100", "no 200", "ok 300"]],
    ["goes back a little", [0, 100, 50, 300], ["ok 0", "ok 100", "no 200", "ok 300"]],
    [
      "stays behind until it has caught up",
      [0, 200, 0, 100, 200, 300, 400],
      ["ok 0", "ok 200", "no 299.999999", "no 299.999999", "no 299.999999", "ok 300", "ok 400"],
    ],
    [
      "is too large for ROS 2",
      [0, 100, "3000000000000000000", 300],
      ["ok 0", "ok 100", "no 200", "ok 300"],
    ],
    ["is the last", [0, 100, "0"], ["ok 0", "ok 100", "no 200"]],
  ])("because it %s is refused, and no other", (_, stamps, expected) => {
    expect(shown(stamps)).toEqual(expected);
  });

  it("says why", () => {
    const why = (stamps: readonly (number | string)[]) =>
      settled(stamps).flatMap(({ refused }) => refused ?? []);
    expect(why([0, 100, "0", 300])).toEqual(["no stamp (0)"]);
    expect(why([0, 100, 100, 300])).toEqual(["the stamp repeats or goes back"]);
    expect(why([0, 100, 5200, 300])).toEqual([
      "the stamp steps by +5.100 s where the log time steps by +0.100 s",
    ]);
    expect(why([0, 100, "3000000000000000000", 300])).toEqual([
      "the stamp is not within 2^31 seconds from 1970",
    ]);
  });

  it("gets a time between its neighbours', whatever the log times say", () => {
    const clock = createClock<Timed>();
    const at = (stamp: number, logged: number) =>
      clock.take({ stamp: stamp < 0 ? 0n : start + ms(stamp), logTime: start + ms(logged) });
    at(0, 0);
    at(100, 100);
    at(-1, 500);
    expect(at(200, 501).map(({ time }) => time)).toEqual([start + ms(200) - 1n, start + ms(200)]);
  });
});

describe("what is undecided when nothing more comes", () => {
  const clockAfter = (...stamps: readonly (number | undefined)[]) => {
    const clock = createClock<Timed>();
    for (const [index, at] of stamps.entries()) clock.take(timed(at, 100 * index));
    return clock;
  };
  const timed = (at: number | undefined, logged: number): Timed => ({
    stamp: at === undefined ? 0n : start + ms(at),
    logTime: start + ms(logged),
  });

  it("is refused after a second, once", () => {
    const clock = clockAfter(0, 100, 100);
    expect(clock.heldSince()).toBe(start + ms(200));
    expect(clock.elapse(start + ms(1199))).toEqual([]);
    expect(clock.elapse(start + ms(1200))).toMatchObject([
      { refused: "the stamp repeats or goes back" },
    ]);
    expect(clock.heldSince()).toBeUndefined();
    expect([...clock.elapse(start + ms(9999)), ...clock.end()]).toEqual([]);
  });

  it("still bears out a slow camera's next frame, with which the clock then was set", () => {
    const clock = clockAfter(0, 100, 60_000);
    expect(clock.elapse(start + ms(1200))).toHaveLength(1);
    expect(clock.take(timed(62_000, 2200))).toMatchObject([
      { time: start + ms(62_000), restarts: true },
    ]);
  });

  it("is timed by its log time where no clock has begun", () => {
    const clock = clockAfter(undefined);
    expect(clock.elapse(start + ms(1000))).toMatchObject([{ time: start }]);
  });

  it("is nothing after a restart: any stamp is then the first", () => {
    const clock = clockAfter(0, 100);
    expect(clock.restart()).toEqual([]);
    expect(clock.take(timed(100, 200))).toMatchObject([{ time: start + ms(100) }]);
  });
});

describe("a clock that is set", () => {
  it.each([
    ["forward", [0, 100, 3_600_200, 3_600_300], ["ok 0", "ok 100", "new 3600200", "ok 3600300"]],
    ["back", [5000, 5100, 200, 300], ["ok 5000", "ok 5100", "new 200", "ok 300"]],
    [
      "and misses a stamp",
      [0, 100, 9200, "0", 9400],
      ["ok 0", "ok 100", "new 9200", "no 9300", "ok 9400"],
    ],
  ])("%s begins an episode, and no frame is lost", (_, stamps, expected) => {
    expect(shown(stamps)).toEqual(expected);
  });

  it("and its messages' with it, is believed at once: a simulation began anew", () => {
    const clock = createClock<Timed>();
    for (const at of [50_000, 50_100]) clock.take({ stamp: ms(at), logTime: ms(at) });
    expect(clock.take({ stamp: ms(100), logTime: ms(100) })).toMatchObject([{ time: ms(100) }]);
  });
});

describe("a stream without stamps", () => {
  const log = (count: number) => Array.from({ length: count }, (_, at) => `ok ${100 * at}`);

  it.each([
    ["all 0", ["0", "0", "0", "0"]],
    ["all too large", ["3000000000000000000", "3000000000100000000", "3000000000200000000"]],
  ])("(%s) is timed by its log times, and says so", (_, stamps) => {
    expect(shown(stamps)).toEqual(log(stamps.length));
    expect(settled(stamps).every(({ remark }) => remark?.includes("log times"))).toBe(true);
  });

  it("but for one that never moves is timed from that on, as log times go on", () => {
    expect(shown([-5000, -5000, -5000, -5000])).toEqual([
      "ok -5000",
      "ok -4900",
      "ok -4800",
      "ok -4700",
    ]);
  });

  it("that finds its clock goes on by it", () => {
    expect(shown(["0", "0", 210, 310])).toEqual(["ok 0", "ok 100", "ok 210", "ok 310"]);
    expect(shown(["0", "0", 9000, 9100])).toEqual(["ok 0", "ok 100", "new 9000", "ok 9100"]);
  });

  it("that lost its clock for good is timed by log times from there on", () => {
    expect(shown([0, 100, "0", "0", "0"])).toEqual(log(5));
    const ahead = [9000, 9100, "0", "0", "0"];
    expect(shown(ahead)).toEqual([9000, 9100, 9200, 9300, 9400].map((at) => `ok ${at}`));
  });
});

describe("whatever the stamps", () => {
  const faults = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant("good" as const) },
      fc.constant("missing" as const),
      fc.constant("repeat" as const),
      fc.integer({ min: -10_000, max: 10_000 }).map((off) => ({ off })),
      fc.integer({ min: -10_000, max: 10_000 }).map((set) => ({ set })),
    ),
    { minLength: 1, maxLength: 40 },
  );

  /** A stream with faults: stamps in ms, -1 for none. */
  const streamOf = (plan: typeof faults extends fc.Arbitrary<infer P> ? P : never) => {
    let offset = 0;
    let before = start;
    return plan.map((fault, index): Timed => {
      const logTime = start + ms(100 * index);
      if (typeof fault === "object" && "set" in fault) offset += fault.set;
      const good = logTime + ms(offset);
      const stamp =
        fault === "missing"
          ? 0n
          : fault === "repeat"
            ? before
            : typeof fault === "object" && "off" in fault
              ? good + ms(fault.off)
              : good;
      before = stamp;
      return { stamp, logTime };
    });
  };

  it("every message is settled once, in order, and no step that is believed outruns the log's", () => {
    fc.assert(
      fc.property(faults, (plan) => {
        const stream = streamOf(plan);
        const clock = createClock<Timed>();
        const found = [...stream.flatMap((timed) => clock.take(timed)), ...clock.end()];
        expect(found.map(({ item }) => item)).toEqual(stream);
        const believed = found.filter(({ refused }) => refused === undefined);
        believed.slice(1).forEach((after, at) => {
          const before = believed[at];
          if (!before || after.restarts) return;
          const step = secondsBetween(before.time, after.time);
          const logged = secondsBetween(before.item.logTime, after.item.logTime);
          expect(step).toBeLessThanOrEqual(logged + 2 * clockBound);
        });
      }),
    );
  });
});
