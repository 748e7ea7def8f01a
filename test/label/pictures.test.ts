import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Frame } from "../../src/core/index.js";
import { mostInside, shownPictures, stripOf, stripPositions } from "../../src/label/film.js";
import { openPictures, type Pictures, pictureName } from "../../src/label/pictures.js";

/** A grey frame. */
const frame = (width: number, height: number): Frame => ({
  stamp: 0n,
  camera: "",
  frameId: "",
  width,
  height,
  rgb: async (size = { width, height }) => ({
    ...size,
    data: new Uint8Array(3 * size.width * size.height).fill(128),
  }),
});

const opened = async (): Promise<Pictures> =>
  openPictures(join(await mkdtemp(join(tmpdir(), "pictures-")), "kept"));

describe("which frames a report shows side by side", () => {
  it.each([
    [0, []],
    [1, [0]],
    [12, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    [24, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]],
  ])("of %i frames: %j", (frames, positions) => {
    expect(stripPositions(frames)).toEqual(positions);
  });

  it("are different ones of them, evenly spread", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (frames) => {
        const positions = stripPositions(frames);
        expect(new Set(positions).size).toBe(Math.min(frames, 12));
        expect(positions[0]).toBe(0);
        expect(positions.at(-1)).toBeLessThan(frames);
        const gaps = positions.slice(1).map((each, at) => each - (positions[at] ?? 0));
        expect(Math.max(0, ...gaps) - Math.min(...gaps, frames)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("the pictures of a recording", () => {
  it("are as large as the image, and no wider than 640 pixels", async () => {
    const pictures = await opened();
    await pictures.offer(0, frame(320, 200));
    await pictures.offer(1, frame(1280, 720));
    const sizeOf = async (position: number) => {
      const { width, height } = await sharp(await pictures.read(position)).metadata();
      return { width, height };
    };
    expect(await sizeOf(0)).toEqual({ width: 320, height: 200 });
    expect(await sizeOf(1)).toEqual({ width: 640, height: 360 });
  });

  it("are the camera's own where these are small: nothing is lost, and nothing computed", async () => {
    const pictures = await opened();
    const message = new Uint8Array(100).fill(7);
    const own = { ...frame(320, 200), jpeg: message };
    const kept = pictures.offer(0, own);
    // The message's buffer is used again once it has been offered.
    message.fill(0xff);
    await kept;
    expect([...((await pictures.read(0)) ?? [])]).toEqual(Array(100).fill(7));
    await pictures.offer(1, { ...own, width: 1280, height: 800 });
    await pictures.offer(2, { ...own, jpeg: new Uint8Array(320 * 200) });
    for (const position of [1, 2])
      expect((await sharp(await pictures.read(position)).metadata()).format).toBe("jpeg");
  });

  it("are whole or not there, and sorted as the frames are", async () => {
    const pictures = await opened();
    for (const at of [11, 2]) await pictures.offer(at, frame(8, 8));
    expect((await readdir(pictures.folder)).sort()).toEqual(["000002.jpg", "000011.jpg"]);
    expect(await pictures.read(3)).toBeUndefined();
    expect(await pictures.size(3)).toBeUndefined();
  });

  it("lie in the page while they are small together, with none for an unreadable frame", async () => {
    const pictures = await opened();
    await pictures.offer(1, frame(8, 8));
    const { urls, beside } = await shownPictures([0, 1], pictures);
    expect(beside).toBe(false);
    expect(urls).toEqual([null, expect.stringMatching(/^data:image\/jpeg;base64,\/9j/)]);
  });

  it("lie beside the page when they would make it heavy", async () => {
    const half = Math.ceil(mostInside / 2) + 1;
    const heavy: Pictures = { ...(await opened()), size: async () => half };
    expect(await shownPictures([0, 8], heavy)).toEqual({
      urls: ["pictures/000000.jpg", `pictures/${pictureName(8)}`],
      beside: true,
    });
  });

  it("are smaller in the strip, at their times", async () => {
    const pictures = await opened();
    await pictures.offer(4, frame(640, 480));
    const strip = await stripOf(
      new Map([
        [4, 0.4],
        [5, 0.5],
      ]),
      pictures,
    );
    expect(strip.map(({ time }) => time)).toEqual([0.4]);
    expect((await sharp(strip[0]?.jpeg).metadata()).width).toBe(208);
  });
});
