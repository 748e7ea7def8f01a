import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type Frame, SpatialRewardError } from "../../src/core/index.js";
import { mostInside, shownPictures, stripOf, stripPositions } from "../../src/label/film.js";
import { openPictures, type Pictures, pictureOf } from "../../src/label/pictures.js";

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

const offer = async (pictures: Pictures, position: number, seen: Frame): Promise<void> => {
  const picture = await pictureOf(seen)();
  if (picture) await pictures.keep(position, picture);
};

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
    await offer(pictures, 0, frame(320, 200));
    await offer(pictures, 1, frame(1280, 720));
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
    const own = { ...frame(320, 200), jpeg: () => message };
    const kept = offer(pictures, 0, own);
    // The message's buffer is used again once it has been offered.
    message.fill(0xff);
    await kept;
    expect([...((await pictures.read(0)) ?? [])]).toEqual(Array(100).fill(7));
    await offer(pictures, 1, { ...own, width: 1280, height: 800 });
    await offer(pictures, 2, { ...own, jpeg: () => new Uint8Array(320 * 200) });
    for (const position of [1, 2])
      expect((await sharp(await pictures.read(position)).metadata()).format).toBe("jpeg");
  });

  it("are whole or not there, and sorted as the frames are", async () => {
    const pictures = await opened();
    for (const at of [11, 2]) await offer(pictures, at, frame(8, 8));
    expect((await readdir(pictures.folder)).sort()).toEqual(["000002.jpg", "000011.jpg"]);
    expect(await pictures.read(3)).toBeUndefined();
    expect([await pictures.has(2), await pictures.has(3)]).toEqual([true, false]);
  });

  it("are none of an image that does not decode; any other failure is told", async () => {
    const broken = (thrown: Error): Frame => ({
      ...frame(8, 8),
      rgb: () => Promise.reject(thrown),
    });
    const corrupt = new SpatialRewardError("image.corrupt", "cut off");
    expect(await pictureOf(broken(corrupt))()).toBeUndefined();
    await expect(pictureOf(broken(new TypeError("no function")))()).rejects.toThrow("no function");
  });

  it("lie in the page while they are small together, with none for an unreadable frame", async () => {
    const pictures = await opened();
    await offer(pictures, 1, frame(8, 8));
    const { urls, beside } = await shownPictures([0, 1], pictures);
    expect(beside).toBe(false);
    expect(urls).toEqual([null, expect.stringMatching(/^data:image\/jpeg;base64,\/9j/)]);
  });

  it("lie beside the page when they would make it heavy: then no more of them are read", async () => {
    const half = new Uint8Array(Math.ceil(mostInside / 2) + 1);
    const read: number[] = [];
    const heavy: Pictures = {
      ...(await opened()),
      read: async (position) => {
        read.push(position);
        return position === 1 ? undefined : half;
      },
      has: async (position) => position !== 24,
    };
    expect(await shownPictures([0, 1, 8, 16, 24], heavy)).toEqual({
      urls: ["pictures/000000.jpg", null, "pictures/000008.jpg", "pictures/000016.jpg", null],
      beside: true,
    });
    expect(read).toEqual([0, 1, 8]);
  });

  it("are smaller in the strip, at their times", async () => {
    const pictures = await opened();
    await offer(pictures, 4, frame(640, 480));
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
