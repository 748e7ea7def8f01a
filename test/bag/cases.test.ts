import { readFileSync } from "node:fs";
import { join } from "node:path";
import zstd from "@foxglove/wasm-zstd";
import { describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { cameraInfoReader, pictureReader, transformsReader } from "../../src/messages/index.js";
import { itWithCase, temporary } from "./folders.js";
import { isOurs, label } from "./labelled.js";
import { allOf, conversation, inHex, writeMcapFile } from "./recordings.js";

const schemaOf = ({
  name: topic,
  ...schema
}: Awaited<ReturnType<typeof openBag>>["topics"][number]) => ({
  topic,
  ...schema,
});

/** How many messages of a recording show a picture, tell a lens, tell frames. */
const readable = async (path: string) => {
  const bag = await openBag(path);
  const counts = { pictures: 0, lenses: 0, frames: 0 };
  for (const topic of bag.topics) {
    const schema = schemaOf(topic);
    for await (const { data } of bag.messages({ topics: [topic.name] })) {
      if (topic.type.endsWith("Image"))
        counts.pictures +=
          (await pictureReader(schema).picture(data.slice()).rgb()).width > 0 ? 1 : 0;
      if (topic.type.endsWith("CameraInfo"))
        counts.lenses += cameraInfoReader(schema)(data).width > 0 ? 1 : 0;
      if (topic.type.endsWith("TFMessage")) counts.frames += transformsReader(schema)(data).length;
    }
  }
  const { remarks } = bag;
  await bag.close();
  return { ...counts, remarks };
};

describe("recordings as the world has them", () => {
  itWithCase("messages packed one by one in MCAP", "mcap-message-zstd/bag", async (path) => {
    expect(await readable(path)).toEqual({ pictures: 7, lenses: 7, frames: 1, remarks: [] });
  });

  itWithCase("a metadata.yaml of zeros beside a whole file", "metadata-nul/bag", async (path) => {
    expect(await readable(path)).toMatchObject({
      pictures: 4,
      lenses: 4,
      frames: 1,
      remarks: [{ what: expect.stringContaining("holds nothing but zeros"), count: 1 }],
    });
  });

  itWithCase(
    "foxglove.CompressedImage in protobuf",
    "foxglove-compressed/bag.mcap",
    async (path) => {
      expect(await readable(path)).toMatchObject({ pictures: 3, remarks: [] });
    },
  );

  itWithCase("sensor_msgs/CompressedImage in JSON", "json-ros/bag.mcap", async (path) => {
    expect(await readable(path)).toMatchObject({ pictures: 3, remarks: [] });
  });
});

it("a labelled copy of packed messages holds them unpacked, says so, and is ROS 2's", async () => {
  await zstd.isLoaded;
  const all = conversation(20);
  const packed = all.map((message) => ({
    ...message,
    data: new Uint8Array(zstd.compress(message.data, 1)),
  }));
  const folder = temporary();
  const path = await writeMcapFile(join(folder, "a.mcap"), packed, { profile: "" });
  const output = join(folder, "out");
  await label(path, output);
  expect(readFileSync(join(output, "metadata.yaml"), "utf8")).toContain('compression_mode: ""');
  // The header follows the magic (8 bytes), its own head (9) and the profile's length (4).
  expect(readFileSync(join(output, "a.mcap")).subarray(21, 25).toString()).toBe("ros2");
  const copy = await openBag(output);
  expect((await allOf(copy)).filter((message) => !isOurs(message))).toEqual(inHex(all));
  expect(copy.remarks).toEqual([]);
  await copy.close();
});
