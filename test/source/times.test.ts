import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTimes } from "../../src/source/times.js";

const times = (...lines: readonly string[]): readonly bigint[] =>
  parseTimes(lines.join("\n"), "times.txt").map(({ time }) => time);

describe("a list of times", () => {
  it.each([
    ["seconds", ["0", "0.1", "0.25"], [0n, 100_000_000n, 250_000_000n]],
    ["seconds since 1970, exactly", ["1305031102.175304"], [1_305_031_102_175_304_000n]],
    ["whole seconds", ["5", "6", "7"], [5_000_000_000n, 6_000_000_000n, 7_000_000_000n]],
    [
      "nanoseconds",
      ["1403636579763555584", "1403636579813555456"],
      [1_403_636_579_763_555_584n, 1_403_636_579_813_555_456n],
    ],
    ["nanoseconds from 0", ["0", "33333333", "66666666"], [0n, 33_333_333n, 66_666_666n]],
    ["powers of ten (KITTI's)", ["0.000000e+00", "1.036224e-01"], [0n, 103_622_400n]],
    [
      "lines that end as Windows has it, blank ones, comments",
      ["# when\r", "0.5\r", "", "1.0 # here"],
      [500_000_000n, 1_000_000_000n],
    ],
    ["a negative time", ["-0.5", "0.5"], [-500_000_000n, 500_000_000n]],
  ])("may be in %s", (_, lines, expected) => expect(times(...lines)).toEqual(expected));

  it.each([
    ["TUM's", "1.5 rgb/1.5.png"],
    ["a name first", "rgb/1.5.png 1.5"],
    ["with a comma", "1.5,rgb/1.5.png"],
  ])("may name the images, %s", (_, line) =>
    expect(parseTimes(line, "rgb.txt")).toEqual([{ time: 1_500_000_000n, name: "rgb/1.5.png" }]),
  );

  it.each([
    ["words", ["now"], 'line 1: must be a time, with or without a name; got "now"'],
    ["too many columns", ["1.0 2.0 3.0"], "line 1"],
    ["milliseconds, which look like seconds", ["0", "33", "66"], "are 33 apart: must be seconds"],
  ])("is refused with %s", (_, lines, why) =>
    expect(() => times(...lines)).toThrow(
      expect.objectContaining({ code: "image.times", message: expect.stringContaining(why) }),
    ),
  );

  it("keeps every nanosecond that a line of seconds can say", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 4_000_000_000_000_000_000n), (ns) => {
        const text = `${ns / 1_000_000_000n}.${String(ns % 1_000_000_000n).padStart(9, "0")}`;
        expect(times(text)).toEqual([ns]);
      }),
    );
  });
});
