import fc from "fast-check";
import { expect, it } from "vitest";
import { rosTime, stampFromTime } from "../../src/messages/index.js";

const stamps = fc.bigInt({
  min: -(2n ** 31n) * 1_000_000_000n,
  max: 2n ** 31n * 1_000_000_000n - 1n,
});

it("splits a stamp into whole seconds and nanoseconds below 1e9, also before 1970", () => {
  expect(rosTime(12_000_000_034n)).toEqual({ sec: 12, nanosec: 34 });
  expect(rosTime(-1n)).toEqual({ sec: -1, nanosec: 999_999_999 });
  fc.assert(
    fc.property(stamps, (stamp) => {
      const { nanosec } = rosTime(stamp);
      expect(nanosec).toBeGreaterThanOrEqual(0);
      expect(nanosec).toBeLessThan(1e9);
    }),
  );
});

it("loses no nanosecond on the way there and back", () => {
  fc.assert(
    fc.property(stamps, (stamp) => {
      expect(stampFromTime(rosTime(stamp))).toBe(stamp);
    }),
  );
});

it("refuses a stamp that int32 seconds can't hold, rather than wrapping it", () => {
  expect(() => rosTime(2n ** 31n * 1_000_000_000n)).toThrow(/within 2\^31 seconds/);
});

it("reads a decoded time by either name of its nanoseconds, and nothing else", () => {
  expect(stampFromTime({ sec: 1, nsec: 2 })).toBe(1_000_000_002n);
  expect(stampFromTime({ sec: 1, nanosec: 2 })).toBe(1_000_000_002n);
  for (const other of [undefined, null, 5, {}, { sec: 1 }, { sec: "1", nanosec: 2 }])
    expect(stampFromTime(other)).toBeUndefined();
});
