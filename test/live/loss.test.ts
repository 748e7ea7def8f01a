import { describe, expect, it } from "vitest";
import { createLossMeter, lossRemark } from "../../src/live/loss.js";

const millisecond = 1_000_000n;

/** Loss of images whose stamps are these milliseconds. */
const lossOf = (stamps: readonly number[]) => {
  const meter = createLossMeter();
  for (const stamp of stamps) meter.took(BigInt(Math.round(stamp)) * millisecond);
  return meter.read();
};

const taken = Array.from({ length: 91 }, (_, at) => 1000 + (at * 1000) / 30);

describe("loss of images", () => {
  it.each([
    ["none of a steady camera", taken, 90, 90],
    ["none where stamps jitter", taken.map((at, i) => at + (i % 4) - 1.5), 90, 90],
    ["every tenth", taken.filter((_, at) => at % 10 !== 5), 81, 90],
    ["two of three, as they fall", taken.filter((_, at) => at % 7 < 2 || at === 90), 26, 90],
  ])("is %s", (_, stamps, received, expected) => {
    const loss = lossOf(stamps);
    if (received < 30) expect(loss).toBeUndefined();
    else expect(loss).toEqual({ received, expected });
  });

  it("is not judged by few images, nor where they have no period", () => {
    expect(lossOf(taken.slice(0, 20))).toBeUndefined();
    expect(lossOf(taken.map((at, i) => at + 13 * ((i * i) % 5)).sort((a, b) => a - b))).not.toEqual(
      { received: 90, expected: 90 },
    );
  });

  it("of most images is told", () => {
    const long = Array.from({ length: 273 }, (_, at) => 1000 + (at * 1000) / 30);
    const loss = lossOf(long.filter((_, at) => at % 6 < 2));
    expect(loss?.received).toBe(90);
    expect((loss?.received ?? 0) / (loss?.expected ?? 1)).toBeCloseTo(1 / 3, 1);
  });

  it("begins anew after a pause", () => {
    const meter = createLossMeter();
    for (const at of [...taken, 20_000, 20_033]) meter.took(BigInt(Math.round(at)) * millisecond);
    expect(meter.read()).toBeUndefined();
  });

  it.each([
    ["rmw_fastrtps_cpp", "shared-memory segment of 20 MB"],
    ["rmw_cyclonedds_cpp", "SocketReceiveBufferSize"],
    ["", "larger buffers"],
  ])("has the remedy of %s", (rmw, remedy) => {
    expect(lossRemark({ received: 30, expected: 90 }, rmw)).toMatch(/^30 of 90 images came/);
    expect(lossRemark({ received: 30, expected: 90 }, rmw)).toContain(remedy);
    expect(lossRemark({ received: 89, expected: 90 }, rmw)).toBeUndefined();
  });
});
