import { describe, expect, it } from "vitest";
import type { SpatialFact } from "../../src/core/index.js";
import { calibrate, calibrationFrom } from "../../src/estimate/index.js";

const fact: SpatialFact = {
  relation: "distance",
  subject: "gripper",
  object: "red mug",
  source: "nano",
  confidence: 1,
  metres: 0.4,
  stddev: 0.03,
  subjectPoint: [0.1, 0, 1],
};

describe("a calibration to known lengths", () => {
  it("of one length makes that length right", () => {
    const calibration = calibrationFrom([{ known: 0.3, estimated: 0.4, stddev: 0.02 }]);
    const calibrated = calibrate(fact, calibration);
    expect(calibrated).toMatchObject({ relation: "distance", confidence: 1 });
    expect("metres" in calibrated && calibrated.metres).toBeCloseTo(0.3);
    expect(calibrated.subjectPoint?.[2]).toBeCloseTo(0.75);
  });

  it("adds its own doubt to the deviation", () => {
    const calibration = calibrationFrom([{ known: 0.4, estimated: 0.4, stddev: 0.04 }]);
    const calibrated = calibrate(fact, calibration);
    expect("stddev" in calibrated && calibrated.stddev).toBeCloseTo(Math.hypot(0.03, 0.04));
  });

  it("of several lengths trusts the surer ones more, and is surer than each", () => {
    const sure = { known: 1, estimated: 2, stddev: 0.02 };
    const unsure = { known: 1, estimated: 1, stddev: 0.5 };
    const both = calibrationFrom([sure, unsure]);
    expect(both.factor).toBeCloseTo(0.5, 2);
    expect(both.logStddev).toBeLessThan(calibrationFrom([sure]).logStddev);
  });

  it("leaves probabilities alone, and a deviation unsaid stays so", () => {
    const calibration = calibrationFrom([{ known: 0.3, estimated: 0.4 }]);
    const { stddev: _, ...unsaid } = { ...fact, metres: 0.4, stddev: 0.1 };
    expect("stddev" in calibrate(unsaid, calibration)).toBe(false);
    const predicate: SpatialFact = {
      relation: "on",
      subject: "red mug",
      object: "plate",
      source: "nano",
      confidence: 1,
      probability: 0.7,
    };
    expect(calibrate(predicate, calibration)).toEqual(predicate);
  });

  it("can't be made of nothing", () => {
    expect(() => calibrationFrom([])).toThrow(RangeError);
    expect(() => calibrationFrom([{ known: 0, estimated: 1 }])).toThrow(RangeError);
  });
});
