import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { writeDatabase } from "./databases.js";
import { temporary } from "./folders.js";
import { allOf, conversation, inHex, start, writeMcapFile } from "./recordings.js";

const description = (files: readonly string[], more = ""): string =>
  `rosbag2_bagfile_information:
  version: 5
  storage_identifier: mcap
  relative_file_paths: [${files.join(", ")}]
  topics_with_message_count: []
${more}`;

/** Twelve files of ten messages each, `walk_0.mcap` to `walk_11.mcap`. */
const split = async (
  folder: string,
): Promise<{ names: string[]; messages: ReturnType<typeof conversation> }> => {
  const messages = conversation(120);
  const names = Array.from({ length: 12 }, (_, i) => `walk_${i}.mcap`);
  for (const [i, name] of names.entries()) {
    await writeMcapFile(join(folder, name), messages.slice(i * 10, i * 10 + 10));
  }
  return { names, messages };
};

describe("a recording of several files", () => {
  it("is one, in the order of its splits' numbers, without a metadata.yaml", async () => {
    const folder = temporary();
    const { names, messages } = await split(folder);
    const bag = await openBag(folder);
    expect(bag.files.map((file) => basename(file))).toEqual(names);
    expect(await allOf(bag)).toEqual(inHex(messages));
    expect(bag.topics.map(({ name, count }) => [name, count])).toEqual([
      ["/camera", 60],
      ["/joints", 60],
    ]);
    expect([bag.start, bag.end]).toEqual([start, start + 1_190_000_000n]);
    await bag.close();
  });

  it("has the files that metadata.yaml lists, and no others", async () => {
    const folder = temporary();
    const { names, messages } = await split(folder);
    writeFileSync(join(folder, "metadata.yaml"), description(names.slice(0, 3)));
    const bag = await openBag(folder);
    expect(await allOf(bag)).toEqual(inHex(messages.slice(0, 30)));
    await bag.close();
  });

  it("finds files that older versions list with the folder's name before them", async () => {
    const folder = temporary();
    const { names } = await split(folder);
    writeFileSync(
      join(folder, "metadata.yaml"),
      description(names.map((name) => `somewhere/${name}`)),
    );
    const bag = await openBag(folder);
    expect(bag.files).toHaveLength(12);
    await bag.close();
  });

  it("comes in log-time order where its files overlap", async () => {
    const folder = temporary();
    const messages = conversation(90);
    for (const part of [0, 1, 2]) {
      await writeMcapFile(
        join(folder, `a_${part}.mcap`),
        messages.filter((_, i) => i % 3 === part),
      );
    }
    const bag = await openBag(folder);
    expect(await allOf(bag)).toEqual(inHex(messages));
    expect(await allOf(bag, ["/joints"])).toHaveLength(45);
    await bag.close();
  });

  it("can be left in the middle", async () => {
    const folder = temporary();
    await split(folder);
    const bag = await openBag(folder);
    for await (const { logTime } of bag.messages()) if (logTime > start + 300_000_000n) break;
    await bag.close();
  });
});

describe("metadata.yaml", () => {
  it("gives topics the QoS and type hash that their file lacks", async () => {
    const folder = temporary();
    await writeDatabase(join(folder, "old.db3"), conversation(4), { schema: 1 });
    const topic = `  topics_with_message_count:
    - topic_metadata: {name: /camera, type: x, serialization_format: cdr, offered_qos_profiles: "- history: 3", type_description_hash: RIHS01_ab}
      message_count: 2
  custom_data: {robot.arm: widowx, site: lab}
  ros_distro: jazzy`;
    const text = description(["old.db3"]).replace(/ {2}topics_with.*\n/, "") + topic;
    writeFileSync(join(folder, "metadata.yaml"), text);
    const bag = await openBag(folder);
    expect(bag.topics[0]).toMatchObject({ offeredQos: "- history: 3", typeHash: "RIHS01_ab" });
    expect(bag.topics[1]).not.toHaveProperty("offeredQos");
    expect(bag.rosDistro).toBe("jazzy");
    expect(bag.metadata()).toEqual(
      new Map([
        ["robot", new Map([["arm", "widowx"]])],
        ["site", new Map([["", "lab"]])],
      ]),
    );
    await bag.close();
  });
});

describe("what is no recording", () => {
  it.each([
    [
      "a path that does not exist",
      "bag.missing",
      () => join(temporary(), "nowhere.mcap"),
      /no such file or folder/,
    ],
    [
      "a folder without recordings",
      "bag.not-a-bag",
      () => temporary(),
      /neither metadata\.yaml nor a file ending in \.mcap, \.db3, \.mcap\.zstd, \.db3\.zstd, \.bag/,
    ],
    ["an empty file", "bag.empty", () => file("zero.mcap", ""), /is empty \(0 bytes\)/],
    [
      "a text file",
      "bag.not-a-bag",
      () => file("notes.mcap", "dear diary"),
      /neither an MCAP file/,
    ],
    [
      "a ROS 1 bag of the first format",
      "bag.unreadable",
      () => file("old.bag", "#ROSBAG V1.2\n"),
      /#ROSBAG V1\.2/,
    ],
    [
      "half a database",
      "bag.unreadable",
      () => file("half.db3", "SQLite format 3\0 and nothing"),
      /can't be read/,
    ],
  ])("%s is refused with %s", async (_, code, make, message) => {
    const path = make();
    await expect(openBag(path)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    await expect(openBag(path)).rejects.toThrow(path);
  });

  it("a recording without messages is empty", async () => {
    const path = await writeMcapFile(join(temporary(), "quiet.mcap"), []);
    await expect(openBag(path)).rejects.toMatchObject({
      code: "bag.empty",
      message: `${path}: has no messages`,
    });
  });

  it("a folder of several recordings is refused, and they are listed", async () => {
    const folder = temporary();
    await writeMcapFile(join(folder, "pick.mcap"), conversation(2));
    await writeMcapFile(join(folder, "miss.mcap"), conversation(2));
    await expect(openBag(folder)).rejects.toMatchObject({
      code: "bag.not-a-bag",
      message: expect.stringContaining("miss.mcap, pick.mcap"),
    });
  });

  it("a split that metadata.yaml lists and that is gone is missing", async () => {
    const folder = temporary();
    writeFileSync(join(folder, "metadata.yaml"), description(["gone_0.mcap"]));
    await expect(openBag(folder)).rejects.toMatchObject({
      code: "bag.missing",
      message: expect.stringContaining("gone_0.mcap"),
    });
  });

  it.each([
    ["no YAML", "rosbag2: [", /is not valid YAML/],
    ["another YAML", "hello: world", /no rosbag2_bagfile_information/],
  ])("a metadata.yaml that is %s is refused", async (_, text, message) => {
    const folder = temporary();
    writeFileSync(join(folder, "metadata.yaml"), text);
    await expect(openBag(folder)).rejects.toMatchObject({
      code: "bag.unreadable",
      message: expect.stringMatching(message),
    });
  });
});

const file = (name: string, content: string): string => {
  const folder = join(temporary(), "sub");
  mkdirSync(folder);
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
