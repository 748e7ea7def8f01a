import { describe, expect, it } from "vitest";
import {
  counted,
  createRandom,
  errorCodes,
  failureOf,
  isUnaryRelation,
  lengthRelations,
  predicateRelations,
  queryKey,
  reasonOf,
  SpatialRewardError,
  secondsBetween,
  stampOf,
} from "../../src/core/index.js";

describe("stamps", () => {
  it("keep nanoseconds that a double would lose", () => {
    const now = 1_795_000_000_000_000_001n;
    expect(secondsBetween(now, now + 1n)).toBe(1e-9);
    expect(secondsBetween(now + 2_500_000_000n, now)).toBe(-2.5);
  });

  it("come from seconds to the nearest nanosecond", () => expect(stampOf(0.1)).toBe(100_000_000n));
});

describe("errors", () => {
  it("carry the exit code of their kind", () => {
    expect(new SpatialRewardError("task.invalid", "x").exitCode).toBe(2);
    expect(new SpatialRewardError("bag.missing", "x").exitCode).toBe(1);
    expect(new SpatialRewardError("interrupted", "x").exitCode).toBe(130);
  });

  it("become values that keep their code; anything else takes the code it is given", () => {
    const ours = new SpatialRewardError("image.corrupt", "no end of image");
    expect(failureOf(ours, "model.failed")).toEqual({
      code: "image.corrupt",
      message: "no end of image",
    });
    expect(failureOf(new Error("boom"), "model.failed").code).toBe("model.failed");
    expect(failureOf("text", "model.failed").message).toBe("text");
  });

  it("exit with 1, 2 or 130 and say what they mean", () => {
    for (const { exit, means } of Object.values(errorCodes)) {
      expect([1, 2, 130]).toContain(exit);
      expect(means).not.toBe("");
    }
  });
});

describe("words of messages", () => {
  it.each([
    [0, "0 frames"],
    [1, "1 frame"],
    [2, "2 frames"],
  ])("%i is counted as %s", (count, text) => expect(counted(count, "frame")).toBe(text));

  it("say what the system refuses, and never its code alone", () => {
    const refused = Object.assign(new Error("ENOENT: no such file, open 'x'"), { code: "ENOENT" });
    expect(reasonOf(refused)).toBe("there is no such file or folder");
    expect(reasonOf(new Error("boom"))).toBe("boom");
    expect(reasonOf("text")).toBe("text");
  });
});

describe("facts", () => {
  it("name each relation once", () => {
    const all = [...lengthRelations, ...predicateRelations];
    expect(new Set(all).size).toBe(all.length);
  });

  it("are keyed by what was asked", () => {
    expect(queryKey({ relation: "distance", subject: "gripper", object: "red mug" })).toBe(
      "distance(gripper, red mug)",
    );
    expect(queryKey({ relation: "width", subject: "red mug", object: "" })).toBe("width(red mug)");
    expect(isUnaryRelation("width")).toBe(true);
    expect(isUnaryRelation("on")).toBe(false);
  });
});

describe("random", () => {
  it("repeats itself from the same seed and differs from another", () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.int(0, 1000));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it("does not pick from nothing", () =>
    expect(() => createRandom(1).pick([])).toThrow(RangeError));
});
