import { describe, expect, it } from "vitest";
import { isotropic, type PointEvidence, stampOf, type Vec3 } from "../../src/core/index.js";
import {
  inTime,
  type LagState,
  lagOf,
  restartLag,
  startLag,
  sureLag,
} from "../../src/estimate/lag.js";

const evidence = (source: "tf" | "nano", point: Vec3): PointEvidence => ({
  source,
  thing: "gripper",
  point,
  covariance: isotropic(0.005 ** 2),
});

/** To and fro before the camera, 0.2 m/s at most. */
const way = (t: number): Vec3 => [0.1 * Math.sin(2 * t), 0.02, 0.8];

/** Five times a second, the transforms of so many seconds before; the model points `beside`. */
const follow = (late: number, { beside = 0, seconds = 6, path = way } = {}) => {
  let state: LagState = startLag;
  let error = 0;
  for (let at = 0; at < 5 * seconds; at++) {
    const [x, y, z] = path(at / 5);
    const seen = evidence("nano", [1.2 * (x + beside), 1.2 * y, 1.2 * z]);
    const step = inTime(state, stampOf(at / 5), evidence("tf", path(at / 5 - late)), seen);
    state = step.state;
    error = Math.abs(step.told.point[0] - x);
  }
  return { state, error };
};

describe("transforms beside pictures", () => {
  it("that come late are found out by how far the gripper is told behind where it is seen", () => {
    const { state } = follow(0.2);
    expect(lagOf(state).mean).toBeGreaterThan(0.12);
    expect(lagOf(state).mean).toBeLessThan(0.22);
    expect(sureLag(state)).toBeDefined();
  });

  it("are put forward to the picture's time", () => {
    const path = (t: number): Vec3 => [0.15 * t - 0.4, 0.02, 0.8];
    expect(follow(0.2, { path }).error).toBeLessThan((0.15 * 0.2) / 3);
  });

  it("that are in time stay, nearly, and nothing is told of them", () => {
    const { state, error } = follow(0);
    expect(error).toBeLessThan(0.003);
    expect(sureLag(state)).toBeUndefined();
  });

  it("that come before pictures are put back", () => {
    expect(sureLag(follow(-0.2).state)).toBeLessThan(-0.05);
  });

  it("are not blamed for a model that always points to one side", () => {
    expect(sureLag(follow(0, { beside: 0.02 }).state)).toBeUndefined();
  });

  it("of a gripper that stands tell nothing", () => {
    const { state } = follow(0.2, { path: () => [0.1, 0, 0.8] });
    expect(lagOf(state)).toEqual({ mean: 0, variance: expect.closeTo(0.1 ** 2, 9) });
  });

  it("are as they were where the model doesn't see the gripper, or long after", () => {
    const told = evidence("tf", [0.1, 0, 0.8]);
    const first = inTime(startLag, 0n, told, undefined);
    expect(first.told).toBe(told);
    const later = inTime(first.state, stampOf(2), evidence("tf", [0.3, 0, 0.8]), undefined);
    expect(later.told.point).toEqual([0.3, 0, 0.8]);
    expect(lagOf(later.state).mean).toBe(0);
  });

  it("are found out anew when clocks have drifted, however long they were in time", () => {
    // Ten minutes in time, then 0.2 s late for four.
    let state: LagState = startLag;
    for (let at = 0; at < 5 * 840; at++) {
      const late = at < 5 * 600 ? 0 : 0.2;
      const told = evidence("tf", way(at / 5 - late));
      state = inTime(state, stampOf(at / 5), told, evidence("nano", way(at / 5))).state;
    }
    expect(sureLag(state)).toBeGreaterThan(0.15);
  });

  it("are as they were where a gripper is put elsewhere, or two stamps nearly touch", () => {
    const { state } = follow(0);
    const before = lagOf(state);
    const [x, y, z] = state.last?.point ?? [0, 0, 0];
    const next = (state.last?.stamp ?? 0n) + 1000n;
    for (const [stamp, point] of [
      [next, [x + 0.0005, y, z]],
      [next + 100_000_000n, [x + 0.5, y, z]],
    ] as const) {
      const told = evidence("tf", point);
      const step = inTime(state, stamp, told, evidence("nano", [x, y, z]));
      expect(step.told).toBe(told);
      expect(lagOf(step.state)).toEqual(before);
    }
  });

  it("are not spoilt by a model that points nowhere", () => {
    const { state } = follow(0.2);
    const later = (state.last?.stamp ?? 0n) + 200_000_000n;
    for (const nowhere of [
      [Number.NaN, 0, 1],
      [0, 0, 0],
    ] as const) {
      const told = evidence("tf", way(6.2));
      const step = inTime(state, later, told, evidence("nano", nowhere));
      expect(lagOf(step.state)).toEqual(lagOf(state));
    }
  });

  it("keep their lag over an episode's end, and no speed", () => {
    const { state } = follow(0.2);
    const fresh = restartLag(state);
    expect(lagOf(fresh)).toEqual(lagOf(state));
    const told = evidence("tf", [0.05, 0, 0.8]);
    const soon = (state.last?.stamp ?? 0n) + 200_000_000n;
    expect(inTime(fresh, soon, told, told).told).toBe(told);
  });

  it("are less sure the faster the gripper moves", () => {
    const still = inTime(startLag, 0n, evidence("tf", [0, 0, 0.8]), undefined);
    const moved = inTime(still.state, stampOf(0.2), evidence("tf", [0.1, 0, 0.8]), undefined);
    expect(moved.told.covariance[0]).toBeGreaterThan(still.told.covariance[0]);
  });
});
