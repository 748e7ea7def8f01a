import { existsSync, readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { frameFromFile, frameFromMessage } from "../../src/messages/index.js";
import { compressedMessage } from "./image-messages.js";

const scene = sharp(readFileSync("test/fixtures/images/scene.jpg")).resize(96, 72);
/** Data laid out in each way that JPEGs come in. */
const kinds: Readonly<Record<string, Buffer>> = {
  "4:2:0": await scene.clone().jpeg({ optimiseCoding: false }).toBuffer(),
  "4:4:4": await scene.clone().jpeg({ chromaSubsampling: "4:4:4" }).toBuffer(),
  grey: await scene.clone().toColourspace("b-w").jpeg().toBuffer(),
  progressive: await scene.clone().jpeg({ progressive: true }).toBuffer(),
};

const fromTopic = async (data: Uint8Array) =>
  (await frameFromMessage(compressedMessage("jpeg", data)).rgb()).data;
const fromFile = async (data: Uint8Array) =>
  (await (await frameFromFile(data, "a.jpg")).rgb()).data;

const scan = Buffer.of(0xff, 0xda);
const patched = (jpeg: Buffer, at: number, ...bytes: readonly number[]): Buffer => {
  const copy = Buffer.from(jpeg);
  copy.set(bytes, at);
  return copy;
};
const inserted = (jpeg: Buffer, at: number, bytes: Buffer): Buffer =>
  Buffer.concat([jpeg.subarray(0, at), bytes, jpeg.subarray(at)]);
const headerEnd = (jpeg: Buffer): number => {
  const at = jpeg.indexOf(scan);
  return at + 2 + jpeg.readUInt16BE(at + 2);
};

const harmless: Readonly<Record<string, (jpeg: Buffer) => Buffer>> = {
  "no end marker": (jpeg) => jpeg.subarray(0, -2),
  "half an end marker": (jpeg) => jpeg.subarray(0, -1),
  "zeros in place of the end marker": (jpeg) =>
    Buffer.concat([jpeg.subarray(0, -2), Buffer.alloc(999)]),
  "another JPEG behind": (jpeg) => Buffer.concat([jpeg, jpeg]),
  "another JPEG in place of the end marker": (jpeg) => Buffer.concat([jpeg.subarray(0, -2), jpeg]),
  "stray bytes behind": (jpeg) => Buffer.concat([jpeg, Buffer.from("garbage")]),
  "stray bytes before the end": (jpeg) => inserted(jpeg, jpeg.length - 2, Buffer.alloc(7)),
  "stray bytes between segments": (jpeg) => inserted(jpeg, jpeg.indexOf(scan), Buffer.of(0, 7, 9)),
  "fill bytes before a segment": (jpeg) => inserted(jpeg, jpeg.indexOf(scan), Buffer.of(255, 255)),
  "an unknown comment": (jpeg) => inserted(jpeg, 2, Buffer.of(0xff, 0xfe, 0, 3, 65)),
  "an unknown JFIF revision": (jpeg) =>
    inserted(
      jpeg,
      2,
      Buffer.of(0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 7, 0, 0, 0, 1, 0, 1, 0, 0),
    ),
};
const inScanHeader = (jpeg: Buffer) => patched(jpeg, headerEnd(jpeg) - 3, 5, 7, 0x11);

describe.each(Object.entries(kinds))(
  "a JPEG (%s) is read whole, as OpenCV and Pillow do,",
  (kind, jpeg) => {
    it.each(Object.entries(harmless))("with %s", async (fault, damage) => {
      // Zeros may belong to a progressive scan's data: what stands behind it is not told from it.
      if (kind === "progressive" && /zeros|before the end/.test(fault)) return;
      const whole = await fromTopic(jpeg);
      expect(await fromTopic(damage(jpeg))).toEqual(whole);
      expect(await fromFile(damage(jpeg))).toEqual(whole);
    });

    it.skipIf(kind === "progressive")("with wrong parameters of a sequential scan", async () => {
      expect(await fromTopic(inScanHeader(jpeg))).toEqual(await fromTopic(jpeg));
      expect(await fromTopic(inScanHeader(jpeg).subarray(0, -2))).toEqual(await fromTopic(jpeg));
    });

    it("and refused where it is cut, wherever that is", async () => {
      const whole = await fromTopic(jpeg);
      for (let missing = 3; missing < jpeg.length - 2; missing += 1 + (missing >> 2)) {
        const cut = jpeg.subarray(0, jpeg.length - missing);
        for (const bytes of [cut, Buffer.concat([cut, Buffer.alloc(300)])]) {
          // The last byte may be padding alone.
          const read = await fromTopic(bytes).catch(({ code }: { code: string }) => code);
          if (read !== "image.corrupt" || missing > 4) expect(read).toBe("image.corrupt");
          else expect([whole, "image.corrupt"]).toContainEqual(read);
        }
      }
    });
  },
);

describe("a JPEG with restart markers", () => {
  /** Drawn by Pillow: 96×72, grey, a restart each four blocks. */
  const jpeg = readFileSync("test/fixtures/images/restarts.jpg");
  const restarts = [...jpeg.keys()].filter(
    (at) => at > headerEnd(jpeg) && jpeg[at] === 0xff && ((jpeg[at + 1] ?? 0) & 0xf8) === 0xd0,
  );

  it("is read whole where they are counted wrong, or have stray bytes before them", async () => {
    const whole = await fromTopic(jpeg);
    expect(restarts.length).toBeGreaterThan(8);
    for (const at of restarts.filter((_, index) => index % 6 === 0)) {
      const number = (jpeg[at + 1] ?? 0) & 7;
      expect(await fromTopic(patched(jpeg, at + 1, 0xd0 + ((number + 3) & 7)))).toEqual(whole);
      expect(await fromTopic(inserted(jpeg, at, Buffer.alloc(2)))).toEqual(whole);
    }
  });

  it("is refused where a piece between two is missing", async () => {
    const [first = 0, second = 0, third = 0] = restarts;
    const lacking = [
      Buffer.concat([jpeg.subarray(0, first), jpeg.subarray(second)]),
      Buffer.concat([jpeg.subarray(0, second), jpeg.subarray(third)]),
    ];
    for (const bytes of lacking)
      await expect(fromTopic(bytes)).rejects.toMatchObject({ code: "image.corrupt" });
  });
});

describe.skipIf(!existsSync("../shared/cases"))(
  "real faults in ../shared/cases (skipped when absent)",
  () => {
    it("a file with a wrong scan header is the picture without it", async () => {
      const sos = readFileSync("../shared/cases/ask-jpeg-sos/sos.jpg");
      const right = patched(sos, headerEnd(sos) - 3, 0, 63, 0);
      expect(right).not.toEqual(sos);
      expect(await fromFile(sos)).toEqual(await fromFile(right));
    });
  },
);

describe("a camera's own JPEG", () => {
  const own = (data: Uint8Array) => frameFromMessage(compressedMessage("jpeg", data)).jpeg?.();

  it.each(Object.entries(kinds))("(%s) is handed on as it came", (_, jpeg) => {
    expect(Buffer.compare(own(jpeg) ?? Buffer.of(), jpeg)).toBe(0);
  });

  it.each([
    ["a scan header that others guess at", inScanHeader],
    ["no end", (jpeg: Buffer) => jpeg.subarray(0, -2)],
    ["an unknown JFIF revision", harmless["an unknown JFIF revision"]],
  ])("with %s is not: not every viewer reads it", (_, damage) => {
    for (const [kind, jpeg] of Object.entries(kinds))
      if (kind !== "progressive") expect(own(damage?.(jpeg) ?? jpeg)).toBeUndefined();
  });
});
