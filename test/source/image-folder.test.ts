import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import type { BagReader } from "../../src/bag/index.js";
import { frameFromMessage } from "../../src/messages/index.js";
import { openSource } from "../../src/source/index.js";

const images = await Promise.all(
  [40, 80, 120].map((grey) =>
    sharp({
      create: { width: 4, height: 3, channels: 3, background: { r: grey, g: grey, b: grey } },
    })
      .png()
      .toBuffer(),
  ),
);

/** A folder with images of the greys 40, 80, 120 under these names, and texts beside them. */
const folderOf = (
  names: readonly string[],
  texts: Readonly<Record<string, string>> = {},
): string => {
  const root = mkdtempSync(join(tmpdir(), "spatial-reward-test-"));
  mkdirSync(join(root, "rgb"));
  names.forEach((name, index) => {
    writeFileSync(join(root, name), images[index] ?? "");
  });
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(root, name), text);
  return root;
};

/** Time in milliseconds and grey of each image; the failure's code for one that can't be read. */
const seenIn = async (reader: BagReader): Promise<(readonly [number, number | string])[]> => {
  const seen: (readonly [number, number | string])[] = [];
  for await (const { topic, logTime, data, failure } of reader.messages()) {
    const at = Number(logTime) / 1e6;
    if (failure) {
      seen.push([at, failure.code]);
      continue;
    }
    const type = reader.topics[0]?.type ?? "";
    const frame = frameFromMessage({ topic, type, messageEncoding: "cdr", bytes: data });
    expect(frame.stamp).toBe(logTime);
    seen.push([at, (await frame.rgb()).data[0] ?? 0]);
  }
  return seen;
};

const inOrder = [
  [0, 40],
  [100, 80],
  [200, 120],
];

it("is read in the order of its numbers, at the rate that is given", async () => {
  const reader = await openSource(folderOf(["2.png", "9.png", "10.png"]), { rate: 10 });
  expect(reader.topics).toMatchObject([{ name: "/camera/image_raw", count: 3 }]);
  expect(reader.parts).toEqual([]);
  expect(reader.files.length).toBe(3);
  expect(await seenIn(reader)).toEqual(inOrder);
});

it("is read by times.txt, whatever the rate", async () => {
  const folder = folderOf(["a1.png", "a2.png", "a10.png"], { "times.txt": "0\n0.1\n0.2\n" });
  const reader = await openSource(folder, { rate: 3 });
  expect(await seenIn(reader)).toEqual(inOrder);
  expect(reader.files).toContain(join(folder, "times.txt"));
});

it.each(["", "rgb"])(
  "is read by TUM's rgb.txt, given the set or its folder (%s)",
  async (inside) => {
    const list = "# timestamp filename\n0.2 rgb/c.png\n0.0 rgb/a.png\n0.1 rgb/b.png\n";
    const folder = folderOf(["rgb/a.png", "rgb/b.png", "rgb/c.png"], { "rgb.txt": list });
    expect(await seenIn(await openSource(join(folder, inside)))).toEqual(inOrder);
  },
);

it("goes on after an image that its list names and that is missing", async () => {
  const folder = folderOf(["a.png"], { "times.txt": "0 a.png\n1 b.png\n" });
  expect(await seenIn(await openSource(folder))).toEqual([
    [0, 40],
    [1000, "image.missing"],
  ]);
});

it.each([
  ["neither times nor a rate", {}, "needs times.txt in it"],
  ["another number of times", { "times.txt": "0\n1\n" }, "3 images, but"],
  ["times that go back", { "times.txt": "0\n2.5\n1\n" }, "time 3 is before the one above it"],
])("is refused with %s", async (_, texts: Readonly<Record<string, string>>, why) => {
  const folder = folderOf(["1.png", "2.png", "3.png"], texts);
  await expect(openSource(folder)).rejects.toMatchObject({
    code: "image.times",
    message: expect.stringContaining(why),
  });
});
