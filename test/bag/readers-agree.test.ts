import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import zstd from "@foxglove/wasm-zstd";
import { describe, expect, it } from "vitest";
import { createMcap, openBag } from "../../src/bag/index.js";
import type { Reason } from "../../src/core/index.js";
import { writeDatabase } from "./databases.js";
import { temporary } from "./folders.js";
import {
  allOf,
  codecs,
  conversation,
  inHex,
  type Message,
  type Said,
  start,
  writeMcapFile,
} from "./recordings.js";
import { writeRos1 } from "./ros1-bags.js";

type Write = (path: string, messages: readonly Message[]) => Promise<string>;

const plainChunks: Write = (path, messages) =>
  writeMcapFile(path, messages, { compressChunk: codecs.none });

const formats: readonly (readonly [string, string, Write])[] = [
  ["MCAP", "mcap", plainChunks],
  [
    "MCAP without an index",
    "mcap",
    (path, messages) => writeMcapFile(path, messages, { useMessageIndex: false }),
  ],
  ["SQLite", "db3", writeDatabase],
  ["ROS 1", "bag", writeRos1],
  [
    "ROS 1 without an index",
    "bag",
    (path, messages) => writeRos1(path, messages, { indexed: false }),
  ],
];

const read = async (
  path: string,
): Promise<{ said: Said[]; remarks: readonly Reason[]; files: readonly string[] }> => {
  const bag = await openBag(path);
  try {
    return { said: await allOf(bag), remarks: bag.remarks, files: bag.files };
  } finally {
    await bag.close();
  }
};

/** Splits of a recording in a folder of their own, by their names. */
const splits = async (
  write: Write,
  parts: Readonly<Record<string, readonly Message[] | Uint8Array>>,
): Promise<string> => {
  const folder = join(temporary(), "rec");
  mkdirSync(folder);
  for (const [name, content] of Object.entries(parts)) {
    if (content instanceof Uint8Array) writeFileSync(join(folder, name), content);
    else await write(join(folder, name), content);
  }
  return folder;
};

const all = conversation(40);
const [first, second] = [all.slice(0, 20), all.slice(20)];

describe.each(formats)("whatever stores it: %s", (format, ending, write) => {
  it("messages come in log-time order", async () => {
    const shuffled = [...second, ...first];
    const path = await write(join(temporary(), `a.${ending}`), shuffled);
    expect((await read(path)).said).toEqual(inHex(all));
  });

  it("splits come by time, whatever their names", async () => {
    const folder = await splits(write, {
      [`rec_9.${ending}`]: second,
      [`rec_10.${ending}`]: first,
    });
    expect((await read(folder)).said).toEqual(inHex(all));
  });

  it("splits named since Lyrical are one recording, from any counter on", async () => {
    const folder = await splits(write, {
      [`9_rec_2026_05_01-10_00_00.${ending}`]: first,
      [`10_rec_2026_05_01-10_05_00.${ending}`]: second,
    });
    expect((await read(folder)).said).toEqual(inHex(all));
  });

  it("an empty split, and one that is none, are left out and told", async () => {
    const folder = await splits(write, {
      [`rec_0.${ending}`]: first,
      [`rec_1.${ending}`]: new Uint8Array(),
      [`rec_2.${ending}`]: Buffer.from("what is this"),
    });
    const { said, remarks } = await read(folder);
    expect(said).toEqual(inHex(first));
    expect(remarks.filter(({ kind }) => kind === "recording")).toMatchObject([
      { what: expect.stringContaining("is empty (0 bytes)"), count: 1 },
      { what: expect.stringContaining("not a recording"), count: 1 },
    ]);
  });

  it.each([
    ["empty", "", "is empty"],
    ["of zeros", "\0\0\0\0", "holds nothing but zeros"],
    ["no YAML", "a: [", "is not valid YAML"],
    ["of something else", "a: 1", "has no rosbag2_bagfile_information"],
  ])("a metadata.yaml that is %s is told and done without", async (_, text, why) => {
    const folder = await splits(write, { [`rec_0.${ending}`]: all });
    writeFileSync(join(folder, "metadata.yaml"), text);
    const { said, remarks } = await read(folder);
    expect(said).toEqual(inHex(all));
    expect(remarks).toContainEqual({
      kind: "recording",
      what: expect.stringContaining(why),
      count: 1,
    });
  });

  it("files that metadata.yaml lists and that are gone are told, the others read", async () => {
    const folder = await splits(write, { [`rec_1.${ending}`]: all });
    const listed = `relative_file_paths: [rec_0.${ending}, rec_1.${ending}]`;
    writeFileSync(join(folder, "metadata.yaml"), `rosbag2_bagfile_information: {${listed}}`);
    const { said, remarks } = await read(folder);
    expect(said).toEqual(inHex(all));
    expect(remarks).toContainEqual({
      kind: "recording",
      what: expect.stringContaining(`rec_0.${ending}: no such file`),
      count: 1,
    });
  });

  // SQLite has no chunks: its pages are checked by nobody.
  it.skipIf(format === "SQLite")(
    "a damaged chunk costs its messages alone, and they are counted",
    async () => {
      const path = await write(join(temporary(), `a.${ending}`), all);
      const bytes = readFileSync(path);
      const message = bytes.indexOf(Buffer.from(all[19]?.data.subarray(0, 30) ?? []));
      // MCAP has checksums, ROS 1 has not: what is damaged there is how a chunk says it is packed.
      if (ending === "bag") bytes.write("x", bytes.lastIndexOf("none", message));
      else bytes.fill(0xff, message, message + 4);
      writeFileSync(path, bytes);
      const { said, remarks } = await read(path);
      const lost = remarks.find(({ what }) => what === "messages are lost in damaged chunks");
      expect(said.length).toBeLessThan(40);
      expect(said.length).toBeGreaterThan(25);
      expect(inHex(all)).toEqual(expect.arrayContaining(said));
      expect(said.at(-1)).toEqual(inHex(all).at(-1));
      expect(lost?.count).toBeGreaterThan(0);
    },
  );

  it("one that was cut off gives a beginning, and says that it is one", async () => {
    const many = conversation(400);
    const path = await write(join(temporary(), `a.${ending}`), many);
    truncateSync(path, Math.floor(readFileSync(path).length * 0.7));
    const { said, remarks } = await read(path);
    expect(said.length).toBeGreaterThan(100);
    expect(said).toEqual(inHex(many).slice(0, said.length));
    expect(remarks).toContainEqual(expect.objectContaining({ kind: "truncated" }));
  });
});

/** rosbag2's packing of each message by itself. */
const packedBy = (pack: (data: Uint8Array) => Uint8Array) =>
  all.map((message) => ({ ...message, data: pack(message.data) }));

/** A frame that doesn't say how long its content is: one raw block. */
const unsized = (data: Uint8Array): Uint8Array => {
  const header = (data.length << 3) | 1;
  const block = [header & 0xff, (header >> 8) & 0xff, header >> 16];
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x50, ...block, ...data]);
};

describe.each(formats.filter(([, ending]) => ending !== "bag"))(
  "messages packed one by one in %s",
  (_, ending, write) => {
    it("are unpacked, and the file is none to be added to", async () => {
      await zstd.isLoaded;
      for (const pack of [(data: Uint8Array) => new Uint8Array(zstd.compress(data, 1)), unsized]) {
        const path = await write(join(temporary(), `a.${ending}`), packedBy(pack));
        const bag = await openBag(path);
        expect(await allOf(bag)).toEqual(inHex(all));
        expect(bag.parts[0]?.whole).toBeUndefined();
        expect(bag.remarks.filter(({ kind }) => kind === "message")).toEqual([]);
        await bag.close();
      }
    });

    it("that are damaged are left out and counted", async () => {
      const packed = packedBy(unsized).map((message, i) =>
        i % 10 === 3 ? { ...message, data: message.data.subarray(0, 20) } : message,
      );
      const { said, remarks } = await read(await write(join(temporary(), `a.${ending}`), packed));
      expect(said).toEqual(inHex(all.filter((_, i) => i % 10 !== 3)));
      expect(remarks).toContainEqual({
        kind: "message",
        what: "packed messages can't be unpacked and are left out",
        count: 4,
      });
    });
  },
);

it("topics of other encodings, and those of the recorder itself, are listed as any other", async () => {
  const path = join(temporary(), "mixed.mcap");
  const topics = [
    { name: "/cdr", type: "std_msgs/msg/String", definition: "string data" },
    {
      name: "/json",
      type: "std_msgs/msg/String",
      definition: "{}",
      messageEncoding: "json",
      schemaEncoding: "jsonschema",
    },
    {
      name: "/proto",
      type: "a.B",
      definition: Uint8Array.of(10, 0xff, 0),
      messageEncoding: "protobuf",
      schemaEncoding: "protobuf",
    },
    {
      name: "events/rosbag2_messages_lost",
      type: "rosbag2_interfaces/msg/MessagesLostEvent",
      definition: "",
    },
  ];
  const written = await createMcap(path, { topics });
  for (const { name } of topics)
    await written.write({ topic: name, logTime: start, data: Uint8Array.of(0, 1, 0, 0) });
  await written.close();
  const bag = await openBag(path);
  expect(bag.topics.map(({ name, messageEncoding }) => [name, messageEncoding])).toEqual(
    topics.map(({ name, messageEncoding = "cdr" }) => [name, messageEncoding]),
  );
  // A descriptor is bytes, and is handed on as it was.
  expect(Buffer.from(bag.topics[2]?.definition ?? "")).toEqual(Buffer.of(10, 0xff, 0));
  expect(await allOf(bag)).toHaveLength(4);
  expect(bag.remarks).toEqual([]);
  await bag.close();
});

it("starts where its first message does, in every format", async () => {
  for (const [, ending, write] of formats) {
    const bag = await openBag(await write(join(temporary(), `a.${ending}`), all));
    expect(bag.start).toBe(start);
    await bag.close();
  }
});
