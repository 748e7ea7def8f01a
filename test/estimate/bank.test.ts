import { describe, expect, it } from "vitest";
import { stampOf } from "../../src/core/index.js";
import { createFilterBank } from "../../src/estimate/index.js";

const bank = createFilterBank({ patience: 2 });
const at = (seconds: number) => stampOf(1e9 + seconds);

describe("a filter bank", () => {
  it("keeps a filter for each length, and none knows of another", () => {
    const one = bank.step(bank.start, at(0), new Map([["a", { metres: 1 }]]));
    const two = bank.step(
      one.state,
      at(0.1),
      new Map([
        ["a", { metres: 1 }],
        ["b", { metres: 3 }],
      ]),
    );
    expect(two.filtered.get("a")?.metres).toBeCloseTo(1);
    expect(two.filtered.get("b")?.metres).toBe(3);
  });

  it("keeps the state of a length that a frame does not speak of", () => {
    const one = bank.step(bank.start, at(0), new Map([["a", { metres: 1 }]]));
    const two = bank.step(one.state, at(0.1), new Map());
    expect(two.filtered.size).toBe(0);
    expect(two.state.get("a")).toBe(one.state.get("a"));
  });

  it("is pure: a state stepped from twice gives the same twice", () => {
    const { state } = bank.step(bank.start, at(0), new Map([["a", { metres: 1 }]]));
    const step = () => bank.step(state, at(0.1), new Map([["a", { metres: 0.9 }]]));
    expect(step()).toEqual(step());
    expect(bank.start.size).toBe(0);
  });

  it("takes its own settings", () => {
    let state = bank.step(
      bank.start,
      at(0),
      new Map([["a", { metres: 0.2, variance: 1e-4 }]]),
    ).state;
    const rejected = [0.1, 0.2].map((t) => {
      const step = bank.step(state, at(t), new Map([["a", { metres: 5, variance: 1e-4 }]]));
      state = step.state;
      return step.filtered.get("a")?.rejected;
    });
    expect(rejected).toEqual([true, false]);
  });
});
