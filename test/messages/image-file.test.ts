import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { frameFromFile } from "../../src/messages/index.js";

const picture = (width = 40, height = 30) =>
  sharp({ create: { width, height, channels: 3, background: "olive" } });
const withFocalLength = (millimetres: number): Promise<Buffer> =>
  picture()
    .withExif({ IFD2: { FocalLengthIn35mmFilm: String(millimetres) } })
    .jpeg()
    .toBuffer();

describe("the lens of an image file is", () => {
  it("what the user says, before anything else", async () => {
    const frame = await frameFromFile(await withFocalLength(27), "a.jpg", { fov: 90 });
    expect(frame).toMatchObject({
      intrinsicsSource: "fov",
      intrinsics: { fx: expect.closeTo(20, 9), fy: expect.closeTo(20, 9), cx: 20, cy: 15 },
    });
  });

  it("what a data set states", async () => {
    const intrinsics = { fx: 33, fy: 34, cx: 19, cy: 16 };
    const frame = await frameFromFile(await picture().png().toBuffer(), "a.png", { intrinsics });
    expect(frame.intrinsics).toEqual(intrinsics);
  });

  it("its EXIF focal length, relative to the diagonal of 35 mm film", async () => {
    const frame = await frameFromFile(await withFocalLength(27), "a.jpg");
    expect(frame.intrinsicsSource).toBe("exif");
    expect(frame.intrinsics?.fx).toBeCloseTo((27 / Math.hypot(36, 24)) * 50, 6);
  });

  it.each([
    ["no EXIF", () => picture().webp().toBuffer()],
    ["an EXIF focal length of 0, which means unknown", () => withFocalLength(0)],
    ["EXIF that can't be read", async () => damagedExif(await withFocalLength(27))],
  ])("assumed to see 60°, with %s", async (_, bytes) => {
    const frame = await frameFromFile(await bytes(), "a");
    expect(frame.intrinsicsSource).toBe("assumed");
    expect(frame.intrinsics?.fx).toBeCloseTo(20 / Math.tan(Math.PI / 6), 9);
  });
});

/** The byte order mark of its TIFF header overwritten. */
const damagedExif = (jpeg: Buffer): Buffer => {
  const damaged = Buffer.from(jpeg);
  damaged.fill(0x21, damaged.indexOf("Exif\0\0") + 6, damaged.indexOf("Exif\0\0") + 14);
  return damaged;
};

describe("a file that is no picture of ours is refused with a code:", () => {
  it.each([
    ["not an image", () => Buffer.from("hello"), "image.corrupt"],
    ["nothing", () => Buffer.alloc(0), "image.corrupt"],
    ["another format", () => picture().tiff().toBuffer(), "image.encoding"],
    [
      "SVG, which could name other files",
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      "image.encoding",
    ],
  ])("%s", async (_, bytes, code) => {
    await expect(frameFromFile(await bytes(), "some/file")).rejects.toMatchObject({
      code,
      message: expect.stringContaining("some/file"),
    });
  });

  it("cut short, when its pixels are asked for", async () => {
    const whole = await picture(400, 300).jpeg().toBuffer();
    const frame = await frameFromFile(whole.subarray(0, whole.length - 40), "a.jpg");
    await expect(frame.rgb()).rejects.toMatchObject({ code: "image.corrupt" });
  });
});
