import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDueTimer } from "../../src/live/due-timer.js";

const milliseconds = (count: number): bigint => BigInt(count) * 1_000_000n;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const timed = (now: () => bigint) => {
  const told: bigint[] = [];
  return { told, timer: createDueTimer({ now }, (time) => told.push(time)) };
};

describe("what waits for ROS time to pass", () => {
  it("is woken when it has, and told the time", () => {
    const { told, timer } = timed(() => milliseconds(Date.now()));
    const start = milliseconds(Date.now());
    timer.set(start + milliseconds(100));
    vi.advanceTimersByTime(99);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([start + milliseconds(100)]);
  });

  it("is not held for ever by a clock that stands still, as a paused simulation's does", () => {
    const { told, timer } = timed(() => 5n);
    timer.set(5n + milliseconds(500));
    vi.advanceTimersByTime(500);
    expect(told).toEqual([5n + milliseconds(500)]);
  });

  it("waits on where the clock goes slower than the computer's", () => {
    let now = 0n;
    const { told, timer } = timed(() => now);
    timer.set(milliseconds(100));
    now = milliseconds(10);
    vi.advanceTimersByTime(100);
    expect(told).toEqual([milliseconds(10)]);
  });

  it("sleeps when nothing is due, or after it was closed", () => {
    const { told, timer } = timed(() => 0n);
    timer.set(milliseconds(10));
    timer.set(undefined);
    timer.set(milliseconds(10));
    timer.close();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([]);
  });
});
