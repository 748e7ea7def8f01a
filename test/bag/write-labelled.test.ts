import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { crc32 } from "node:zlib";
import zstd from "@foxglove/wasm-zstd";
import { McapIndexedReader } from "@mcap/core";
import { loadDecompressHandlers } from "@mcap/support";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openBag } from "../../src/bag/index.js";
import { writeDatabase } from "./databases.js";
import { fixture, itWithSample, temporary } from "./folders.js";
import { facts, isOurs, label, labelsAt, reward } from "./labelled.js";
import {
  allOf,
  codecs,
  conversation,
  definitionOf,
  inHex,
  start,
  writeMcapFile,
} from "./recordings.js";

const messages = conversation(120);
const provenance = new Map([
  ["model", "nano"],
  ["seed", "7"],
]);

/** Everything is as it was, and every camera message has a reward and a fact at its time. */
const expectLabelled = async (output: string, original = messages): Promise<void> => {
  const bag = await openBag(output);
  const all = await allOf(bag);
  expect(all.filter((message) => !isOurs(message))).toEqual(inHex(original));
  const times = original.filter(({ topic }) => topic === "/camera").map(({ logTime }) => logTime);
  expect(all.filter(isOurs)).toEqual(inHex(labelsAt(times).map((m) => ({ ...m }))));
  expect(bag.metadata().get("spatial_reward")).toEqual(provenance);
  expect(bag.topics.find(({ name }) => name === reward)).toMatchObject({
    type: "spatial_reward/msg/RewardStamped",
    definition: "float64 reward",
    schemaEncoding: "ros2msg",
    messageEncoding: "cdr",
    count: times.length,
  });
  await bag.close();
};

const information = (output: string) =>
  parse(readFileSync(join(output, "metadata.yaml"), "utf8"), { intAsBigInt: true })
    .rosbag2_bagfile_information;

const readIndexed = async (path: string): Promise<McapIndexedReader> => {
  const bytes = readFileSync(path);
  const readable = {
    size: async () => BigInt(bytes.length),
    read: async (offset: bigint, size: bigint) =>
      bytes.subarray(Number(offset), Number(offset + size)),
  };
  const decompressHandlers = await loadDecompressHandlers();
  return McapIndexedReader.Initialize({ readable, decompressHandlers });
};

describe("a labelled MCAP recording", () => {
  it.each(Object.entries(codecs))(
    "keeps the original's bytes up to its DataEnd (%s)",
    async (_, compressChunk) => {
      const folder = temporary();
      const source = await writeMcapFile(join(folder, "walk.mcap"), messages, { compressChunk });
      const { files, bytes } = await label(source, join(folder, "out"));
      expect(files).toEqual([join(folder, "out", "walk.mcap")]);
      const [before, after] = [
        readFileSync(source),
        readFileSync(join(folder, "out", "walk.mcap")),
      ];
      const dataEnd = Number((await readIndexed(source)).dataEndOffset);
      expect(after.subarray(0, dataEnd).equals(before.subarray(0, dataEnd))).toBe(true);
      expect(bytes).toBe(after.length);
      const added = await readIndexed(join(folder, "out", "walk.mcap"));
      expect(added.dataSectionCrc).toBe(crc32(after.subarray(0, Number(added.dataEndOffset))));
      await expectLabelled(join(folder, "out"));
    },
  );

  it("has what ros2 bag play wants: message indexes, statistics, a schema and QoS for every channel", async () => {
    const folder = temporary();
    await label(await writeMcapFile(join(folder, "walk.mcap"), messages), join(folder, "out"));
    const reader = await readIndexed(join(folder, "out", "walk.mcap"));
    expect(reader.chunkIndexes.every(({ messageIndexLength }) => messageIndexLength > 0n)).toBe(
      true,
    );
    expect(reader.statistics).toMatchObject({
      messageCount: 240n,
      channelCount: 4,
      schemaCount: 4,
    });
    for (const { schemaId, metadata, topic } of reader.channelsById.values()) {
      expect(reader.schemasById.has(schemaId)).toBe(true);
      expect(metadata.get("offered_qos_profiles")).toEqual(
        isOurs({ topic, logTime: 0n, data: "" }) ? expect.stringContaining("reliability: 1") : "",
      );
    }
  });

  it("is described by a metadata.yaml of version 8", async () => {
    const folder = temporary();
    await label(await writeMcapFile(join(folder, "walk.mcap"), messages), join(folder, "out"));
    expect(information(join(folder, "out"))).toMatchObject({
      version: 8n,
      storage_identifier: "mcap",
      message_count: 240n,
      starting_time: { nanoseconds_since_epoch: start },
      duration: { nanoseconds: 1_190_000_000n },
      relative_file_paths: ["walk.mcap"],
      files: [{ path: "walk.mcap", message_count: 240n }],
      custom_data: { "spatial_reward.model": "nano", "spatial_reward.seed": "7" },
    });
    const topics = information(join(folder, "out")).topics_with_message_count;
    expect(topics.map(({ message_count: count }: { message_count: bigint }) => count)).toEqual([
      60n,
      60n,
      60n,
      60n,
    ]);
  });

  it("in several files has each label in the file of its time", async () => {
    const folder = join(temporary(), "walk");
    mkdirSync(folder);
    for (const part of [0, 1, 2]) {
      await writeMcapFile(
        join(folder, `walk_${part}.mcap`),
        messages.slice(part * 40, part * 40 + 40),
      );
    }
    const output = join(temporary(), "out");
    const { files } = await label(folder, output);
    expect(files.map((file) => basename(file))).toEqual([
      "walk_0.mcap",
      "walk_1.mcap",
      "walk_2.mcap",
    ]);
    await expectLabelled(output);
    for (const [part, file] of files.entries()) {
      const bag = await openBag(file);
      const times = (await allOf(bag, [reward])).map(({ logTime }) => logTime);
      expect(times).toHaveLength(20);
      expect(times[0]).toBe(messages[part * 40]?.logTime);
      await bag.close();
    }
  });

  it("is written again where it has no index, with every message", async () => {
    for (const options of [
      { useChunks: false },
      { useMessageIndex: false },
      { useStatistics: false },
    ]) {
      const folder = temporary();
      await label(
        await writeMcapFile(join(folder, "walk.mcap"), messages, options),
        join(folder, "out"),
      );
      await expectLabelled(join(folder, "out"));
      expect((await readIndexed(join(folder, "out", "walk.mcap"))).statistics?.messageCount).toBe(
        240n,
      );
    }
  });

  it("whose recorder crashed becomes whole, with what could be recovered", async () => {
    const folder = temporary();
    const path = await writeMcapFile(join(folder, "walk.mcap"), messages);
    writeFileSync(path, readFileSync(path).subarray(0, 40_000));
    const cut = await openBag(path);
    const recovered = messages.slice(0, (await allOf(cut)).length);
    expect(cut.truncated).toBe(true);
    await cut.close();
    await label(path, join(folder, "out"));
    await expectLabelled(join(folder, "out"), recovered);
    const bag = await openBag(join(folder, "out"));
    expect(bag.truncated).toBe(false);
    await bag.close();
  });

  it("packed as a whole is unpacked first", async () => {
    await zstd.isLoaded;
    const folder = temporary();
    const path = join(folder, "walk.mcap.zstd");
    writeFileSync(
      path,
      zstd.compress(readFileSync(await writeMcapFile(join(folder, "a.mcap"), messages)), 1),
    );
    await label(path, join(folder, "out"));
    expect(readdirSync(join(folder, "out"))).toEqual(["metadata.yaml", "walk.mcap"]);
    await expectLabelled(join(folder, "out"));
  });

  it("is the same, byte for byte, every time", async () => {
    const folder = temporary();
    const source = await writeMcapFile(join(folder, "walk.mcap"), messages);
    await label(source, join(folder, "one"));
    await label(source, join(folder, "two"));
    for (const name of ["walk.mcap", "metadata.yaml"]) {
      expect(
        readFileSync(join(folder, "one", name)).equals(readFileSync(join(folder, "two", name))),
      ).toBe(true);
    }
  });
});

describe("a labelled SQLite recording", () => {
  it.each([1, 2, 3, 4] as const)(
    "of schema version %i stays one, with the tables that it had",
    async (schema) => {
      const folder = temporary();
      await label(
        await writeDatabase(join(folder, "walk.db3"), messages, { schema }),
        join(folder, "out"),
      );
      expect(readdirSync(join(folder, "out"))).toEqual(["metadata.yaml", "walk.db3"]);
      expect(information(join(folder, "out"))).toMatchObject({
        storage_identifier: "sqlite3",
        message_count: 240n,
      });
      const bag = await openBag(join(folder, "out"));
      const all = await allOf(bag);
      expect(all.filter((message) => !isOurs(message))).toEqual(inHex(messages));
      expect(all.filter(isOurs)).toHaveLength(120);
      expect(bag.topics.map(({ name, count }) => [name, count])).toEqual([
        ["/camera", 60],
        ["/joints", 60],
        [reward, 60],
        [facts, 60],
      ]);
      expect(bag.topics[2]?.definition).toBe(schema === 4 ? "float64 reward" : "");
      expect(bag.metadata().get("spatial_reward")).toEqual(provenance);
      await bag.close();
    },
  );

  it("knows where its labels came from without metadata.yaml, since schema version 3", async () => {
    const folder = temporary();
    await label(await writeDatabase(join(folder, "walk.db3"), messages), join(folder, "out"));
    const bag = await openBag(join(folder, "out", "walk.db3"));
    expect(bag.metadata().get("spatial_reward")).toEqual(provenance);
    await bag.close();
  });

  it("with packed messages becomes MCAP", async () => {
    const folder = temporary();
    await label(
      await writeDatabase(join(folder, "walk.db3"), messages, { packed: true }),
      join(folder, "out"),
    );
    expect(readdirSync(join(folder, "out"))).toEqual(["metadata.yaml", "walk.mcap"]);
    await expectLabelled(join(folder, "out"));
    const bag = await openBag(join(folder, "out"));
    expect(bag.topics[0]).toMatchObject({
      definition: definitionOf("/camera"),
      typeHash: "RIHS01_0",
    });
    await bag.close();
  });

  itWithSample(
    "in WAL mode keeps its messages",
    "format_fixtures/rosbag2_talker_WAL_sqlite3",
    async (path) => {
      const output = join(temporary(), "out");
      const before = await openBag(path);
      await label(path, output, { messages: labelsAt([before.start ?? 0n]) });
      const after = await openBag(output);
      expect((await allOf(after)).filter((message) => !isOurs(message))).toEqual(
        await allOf(before),
      );
      await Promise.all([before.close(), after.close()]);
    },
  );
});

describe("a labelled ROS 1 bag", () => {
  it("becomes MCAP with its messages as they were", async () => {
    const output = join(temporary(), "out");
    await label(fixture("strings-bz2.bag"), output, { messages: labelsAt([100_500_000_000n]) });
    const [before, after] = [await openBag(fixture("strings-bz2.bag")), await openBag(output)];
    expect((await allOf(after)).filter((message) => !isOurs(message))).toEqual(await allOf(before));
    expect(after.topics[0]).toMatchObject({
      messageEncoding: "ros1",
      schemaEncoding: "ros1msg",
      definition: "string data\n",
    });
    expect(readdirSync(output)).toEqual(["metadata.yaml", "strings-bz2.mcap"]);
    await Promise.all([before.close(), after.close()]);
  });
});

describe("a sidecar", () => {
  it("has our topics alone", async () => {
    const folder = temporary();
    const output = join(folder, "labels");
    await label(await writeMcapFile(join(folder, "walk.mcap"), messages), output, {
      sidecar: true,
    });
    const bag = await openBag(output);
    expect((await allOf(bag)).every(isOurs)).toBe(true);
    expect(bag.topics.map(({ name, count }) => [name, count])).toEqual([
      [reward, 60],
      [facts, 60],
    ]);
    expect(bag.metadata().get("spatial_reward")).toEqual(provenance);
    await bag.close();
    expect(readdirSync(output)).toEqual(["labels_0.mcap", "metadata.yaml"]);
    expect(statSync(join(output, "labels_0.mcap")).size).toBeLessThan(20_000);
  });
});

describe("labelling", () => {
  const prepared = async () => {
    const folder = temporary();
    const source = await writeMcapFile(join(folder, "walk.mcap"), messages);
    return { folder, source, output: join(folder, "out") };
  };

  it("refuses a recording that has a topic of ours", async () => {
    const { source, output, folder } = await prepared();
    await label(source, output);
    await expect(label(output, join(folder, "again"))).rejects.toMatchObject({
      code: "bag.topic-clash",
      message: expect.stringContaining(reward),
    });
    expect(existsSync(join(folder, "again"))).toBe(false);
  });

  it("refuses an output that exists, unless it may replace it", async () => {
    const { source, output, folder } = await prepared();
    mkdirSync(output);
    writeFileSync(join(output, "mine.txt"), "keep");
    await expect(label(source, output)).rejects.toMatchObject({ code: "output.exists" });
    expect(readdirSync(output)).toEqual(["mine.txt"]);
    await label(source, output, { replace: true });
    expect(readdirSync(output)).toEqual(["metadata.yaml", "walk.mcap"]);
    expect(readdirSync(folder).sort()).toEqual(["out", "walk.mcap"]);
  });

  it("that fails half way leaves nothing, and the failure is what it was", async () => {
    const { source, output, folder } = await prepared();
    const failure = new Error("the model died");
    const failing = async function* () {
      yield* labelsAt([start]);
      throw failure;
    };
    await expect(label(source, output, { messages: failing() })).rejects.toBe(failure);
    expect(readdirSync(folder)).toEqual(["walk.mcap"]);
  });

  it.each(["before it began", "half way"])(
    "that is interrupted %s leaves nothing",
    async (when) => {
      const { source, output, folder } = await prepared();
      const stop = new AbortController();
      const interrupted = async function* () {
        yield* labelsAt([start]);
        stop.abort();
        yield* labelsAt([start]);
      };
      if (when === "before it began") stop.abort();
      const options = { messages: interrupted(), signal: stop.signal };
      await expect(label(source, output, options)).rejects.toMatchObject({ code: "interrupted" });
      expect(readdirSync(folder)).toEqual(["walk.mcap"]);
    },
  );

  it("where a folder should be a file is output.write, with the path and the reason", async () => {
    const { source, folder } = await prepared();
    const output = join(folder, "walk.mcap", "out");
    await expect(label(source, output)).rejects.toMatchObject({
      code: "output.write",
      message: expect.stringMatching(
        /walk\.mcap.out: can't be written: (a part of the path is not a folder|it exists already)/,
      ),
    });
  });

  it.each([
    ["mcap", writeMcapFile],
    ["db3", writeDatabase],
  ])(
    "with a message on a topic that was not named is a mistake of the caller's (%s)",
    async (kind, write) => {
      const folder = temporary();
      const source = await write(join(folder, `walk.${kind}`), messages);
      const wrong = [{ topic: "/other", logTime: start, data: new Uint8Array(4) }];
      await expect(label(source, join(folder, "out"), { messages: wrong })).rejects.toThrow(
        RangeError,
      );
      expect(readdirSync(folder)).toEqual([`walk.${kind}`]);
    },
  );

  it("leaves the recording as it was", async () => {
    const { source, output } = await prepared();
    const before = readFileSync(source);
    await label(source, output);
    expect(readFileSync(source).equals(before)).toBe(true);
  });
});
