import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createMcap, openBag } from "../../../src/bag/index.js";
import { type Example, pick } from "./example.js";

const side = "/side/image_raw/compressed";
/** Nanoseconds by which it is taken later than the front camera's: near enough to go with the same frame. */
const later = 7_000_000;

/** An image with a later stamp: in CDR little endian, bytes 4 to 11. */
const takenLater = (image: Uint8Array): Uint8Array => {
  const copy = image.slice();
  const view = new DataView(copy.buffer, copy.byteOffset);
  const nanoseconds = view.getUint32(8, true) + later;
  view.setInt32(4, view.getInt32(4, true) + Math.floor(nanoseconds / 1e9), true);
  view.setUint32(8, nanoseconds % 1e9, true);
  return copy;
};

/** The example as two cameras saw it, the second a little later; it sees what the first one does. */
export const withSecondCamera = async (folder: string): Promise<Example> => {
  const bag = join(folder, "two.mcap");
  const task = join(folder, "two.yaml");
  const reader = await openBag(pick.bag);
  const topics = reader.topics.map(({ name, type, definition }) => ({ name, type, definition }));
  const front = topics.find(({ name }) => name === pick.paced);
  const file = await createMcap(bag, {
    topics: front ? [...topics, { ...front, name: side }] : topics,
  });
  for await (const { topic, logTime, data } of reader.messages()) {
    await file.write({ topic, logTime, data });
    if (topic === pick.paced) await file.write({ topic: side, logTime, data: takenLater(data) });
  }
  await file.close();
  await reader.close();
  const text = readFileSync(pick.task, "utf8");
  writeFileSync(
    task,
    text.replace(/^cameras:.*$/m, "cameras: { front: /camera/image_raw, side: /side/image_raw }"),
  );
  return { ...pick, bag, task };
};
