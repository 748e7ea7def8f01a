import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { surveyVideo, videoFrames } from "../../src/video/index.js";
import { libav } from "./packets.js";

const fixture = (name: string): string => `test/fixtures/video/${name}`;
const folder = mkdtempSync(join(tmpdir(), "spatial-reward-test-"));

/** Each frame's time in tenths of a second, and which it is by its grey; NaN for none. */
const seenIn = async (path: string, from?: bigint): Promise<[number, number][]> => {
  const seen: [number, number][] = [];
  for await (const { time, picture } of videoFrames({
    path,
    ...(from === undefined ? {} : { from }),
  }))
    seen.push([
      Math.round(Number(time) / 1e8),
      typeof picture === "string"
        ? Number.NaN
        : Math.round((picture.data[picture.data.length / 2] ?? 0) / 9.3),
    ]);
  return seen;
};

const frames = (from: number, to: number): [number, number][] =>
  Array.from({ length: to - from }, (_, i) => [from + i, from + i]);

describe.skipIf(libav === undefined)("a video file", () => {
  it.each(["h264.mp4", "av1.mkv", "vp9.webm"])("%s is seen in order, stamped", async (name) => {
    expect(await seenIn(fixture(name))).toEqual(frames(0, 24));
  });

  it.each([0, 5, 12, 20])("begins at frame %i where asked to", async (first) => {
    const from = BigInt(first) * 100_000_000n;
    expect(await seenIn(fixture("h264.mp4"), from)).toEqual(frames(first, 24));
  });

  it("is surveyed without being decoded", async () => {
    const last = 2_300_000_000n;
    expect(await surveyVideo(fixture("h264.mp4"))).toEqual({ frames: 24, first: 0n, last });
  });

  it("cut in the middle is seen up to there, and its end is missed", async () => {
    const whole = readFileSync(fixture("av1.mkv"));
    const path = join(folder, "cut.mkv");
    writeFileSync(path, whole.subarray(0, Math.round(whole.length * 0.7)));
    const seen = await seenIn(path);
    expect(seen.length).toBeLessThan(24);
    expect(seen).toEqual(frames(0, seen.length));
    expect((await surveyVideo(path)).missing).toBeGreaterThan(100_000_000n);
  });

  it.each([
    ["garbage", Buffer.alloc(500, 0x41)],
    ["nothing", Buffer.alloc(0)],
    ["an mp4 without its index", readFileSync(fixture("h264.mp4")).subarray(0, 1000)],
  ])("that is %s is refused by name", async (name, bytes) => {
    const path = join(folder, `${name}.mp4`);
    writeFileSync(path, bytes);
    await expect(surveyVideo(path)).rejects.toMatchObject({ code: "video.unreadable" });
    await expect(seenIn(path)).rejects.toThrow(path);
  });
});
