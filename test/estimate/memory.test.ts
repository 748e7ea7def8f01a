import { describe, expect, it } from "vitest";
import { isotropic, stampOf, type Vec3 } from "../../src/core/index.js";
import { type Remembered, recall } from "../../src/estimate/memory.js";
import type { Place } from "../../src/estimate/place.js";

const place = (point: Vec3, sigma = 0.01): Place => ({ point, covariance: isotropic(sigma ** 2) });

interface Step {
  readonly seen?: Place;
  readonly gripper?: Place;
}

/** Five times a second. */
const follow = (steps: readonly Step[]) => {
  let before: Remembered | undefined;
  return steps.map(({ seen, gripper }, at) => {
    const recalled = recall(before, stampOf(at / 5), seen, gripper);
    before = recalled?.next;
    return recalled;
  });
};

const times = <T>(count: number, of: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => of(at));

describe("what is remembered of a thing", () => {
  it("is nothing before it was seen", () => {
    expect(follow([{}, {}])).toEqual([undefined, undefined]);
  });

  it("grows surer while it stands, but not beyond what sightings err by in common", () => {
    const all = follow(times(50, () => ({ seen: place([0.4, 0, 0.1], 0.02) })));
    const last = all.at(-1)?.covariance[0] ?? 0;
    expect(last).toBeLessThan(all[0]?.covariance[0] ?? 0);
    expect(last).toBeGreaterThan(0.75 * 0.02 ** 2);
  });

  it("stays where it was while it is hidden, and grows less sure", () => {
    const all = follow([{ seen: place([0.4, 0, 0.1]) }, ...times(10, () => ({}))]);
    expect(all.at(-1)?.point).toEqual([0.4, 0, 0.1]);
    expect(all.at(-1)?.covariance[0]).toBeGreaterThan(2 * (all[1]?.covariance[0] ?? 0));
  });

  it("moves with the gripper that carries it, seen or hidden", () => {
    const path = times(12, (at): Vec3 => [0.4, 0, 0.1 + 0.03 * at]);
    const carried = path.map((at) => ({ seen: place(at), gripper: place(at, 0.003) }));
    const still = { seen: place([0.4, 0, 0.1]), gripper: place([0.4, 0, 0.1], 0.003) };
    const hidden = { gripper: place([0.6, 0, 0.43], 0.003) };
    const all = follow([still, still, ...carried, hidden]);
    expect(all.at(-1)?.point[0]).toBeCloseTo(0.6, 2);
  });

  it("stays behind when the gripper goes without it", () => {
    const leaving = times(8, (at) => ({
      seen: place([0.4, 0, 0.1]),
      gripper: place([0.4, 0, 0.12 + 0.04 * at], 0.003),
    }));
    const all = follow([...leaving, { gripper: place([0.4, 0, 0.5], 0.003) }]);
    expect(all.at(-1)?.point[2]).toBeCloseTo(0.1, 2);
  });

  it("is not thrown over by one wrong sighting, but by several", () => {
    const right = times(5, () => ({ seen: place([0.4, 0, 0.1]) }));
    const wrong = times(4, () => ({ seen: place([0.9, 0, 0.1]) }));
    const all = follow([...right, ...wrong]);
    expect(all[5]).toMatchObject({ isDoubted: true });
    expect(all[5]?.point[0]).toBeCloseTo(0.4, 3);
    expect(all.at(-1)?.point[0]).toBeCloseTo(0.9, 3);
  });

  it("begins anew when time goes back", () => {
    const before = recall(undefined, stampOf(10), place([0.4, 0, 0.1]), undefined)?.next;
    expect(recall(before, stampOf(1), undefined, undefined)).toBeUndefined();
  });
});
