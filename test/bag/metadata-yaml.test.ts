import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  customMetadata,
  flattened,
  formatMetadata,
  formatStoredMetadata,
  parseMetadata,
  parseStoredMetadata,
  type Rosbag2Description,
} from "../../src/bag/metadata-yaml.js";
import { defaultOfferedQos, offeredQos, playedQos, qosForVersion8 } from "../../src/bag/qos.js";
import { fixture } from "./folders.js";

const described: Rosbag2Description = {
  storage: "mcap",
  files: [
    {
      path: "walk_0.mcap",
      start: 1_700_000_000_000_000_001n,
      end: 1_700_000_001_000_000_001n,
      count: 11,
    },
    {
      path: "walk_1.mcap",
      start: 1_700_000_001_500_000_001n,
      end: 1_700_000_002_000_000_002n,
      count: 4,
    },
  ],
  topics: [
    {
      name: "/camera/image_raw",
      type: "sensor_msgs/msg/Image",
      messageEncoding: "cdr",
      offeredQos: offeredQos({ reliability: "best_effort", durability: "volatile", depth: 5 }),
      typeHash: "RIHS01_d31d41a9a4c4bc8eae9be757b0beed306564f7526c88ea6a4588fb9582527d47",
      count: 12,
    },
    {
      name: "/spatial_reward/reward",
      type: "spatial_reward/msg/RewardStamped",
      messageEncoding: "cdr",
      offeredQos: "",
      typeHash: "",
      count: 3,
    },
  ],
  customData: new Map([
    ["spatial_reward.model", "nano"],
    ["spatial_reward.seed", "7"],
  ]),
  rosDistro: "jazzy",
};

const three = (profile: string): string => [profile, profile, profile].join("\n");

/**
 * The golden file was compared field by field with rosbag2's YAML code: `convert<BagMetadata>` of the branches humble
 * (rosbag2_storage/src/rosbag2_storage/metadata_io.cpp) and jazzy (rosbag2_storage/include/rosbag2_storage/yaml.hpp).
 */
describe("metadata.yaml", () => {
  it("is written as in the golden file", () => {
    expect(formatMetadata(described)).toBe(readFileSync(fixture("metadata.yaml"), "utf8"));
  });

  it("has every field that the readers of Humble and Jazzy demand of version 8", () => {
    const { rosbag2_bagfile_information: information } = parse(formatMetadata(described));
    expect(Object.keys(information)).toEqual([
      "version",
      "storage_identifier",
      "duration",
      "starting_time",
      "message_count",
      "topics_with_message_count",
      "compression_format",
      "compression_mode",
      "relative_file_paths",
      "files",
      "custom_data",
      "ros_distro",
    ]);
    expect(Object.keys(information.topics_with_message_count[0].topic_metadata)).toEqual([
      "name",
      "type",
      "serialization_format",
      "offered_qos_profiles",
      "type_description_hash",
    ]);
    expect(Object.keys(information.files[0])).toEqual([
      "path",
      "starting_time",
      "duration",
      "message_count",
    ]);
    expect(information.topics_with_message_count.every(isText)).toBe(true);
  });

  it("says null, not an empty map, without custom data", () => {
    expect(formatMetadata({ ...described, customData: new Map() })).toContain("custom_data: ~\n");
  });

  it("is read again as it was written", () => {
    const parsed = parseMetadata(formatMetadata(described), "metadata.yaml");
    expect(parsed.files).toEqual(["walk_0.mcap", "walk_1.mcap"]);
    expect(parsed.customData).toEqual(described.customData);
    expect(parsed.rosDistro).toBe("jazzy");
    expect(parsed.offeredQos.get("/camera/image_raw")).toBe(described.topics[0]?.offeredQos);
    expect(parseStoredMetadata(formatStoredMetadata(described))).toEqual(parsed);
  });

  it("keeps times to the nanosecond", () => {
    const text = formatMetadata(described);
    expect(text).toContain("nanoseconds_since_epoch: 1700000000000000001\n");
    expect(text).toContain("duration:\n    nanoseconds: 2000000001\n");
  });
});

const isText = (topic: { topic_metadata: Record<string, unknown> }): boolean =>
  typeof topic.topic_metadata.offered_qos_profiles === "string";

describe("custom data", () => {
  it.each([
    [
      new Map([
        [
          "robot",
          new Map([
            ["arm.joint", "a"],
            ["gripper", "b"],
          ]),
        ],
      ]),
    ],
    [new Map([["plain", new Map([["", "c"]])]])],
  ])("%o is flattened and comes back", (metadata) => {
    const parsed = parseStoredMetadata(
      formatStoredMetadata({ ...described, customData: flattened(metadata) }),
    );
    expect(customMetadata(parsed)).toEqual(metadata);
  });
});

describe("QoS profiles", () => {
  const version9 = [
    {
      history: "keep_last",
      depth: 10,
      reliability: "reliable",
      durability: "volatile",
      deadline: { sec: 9_223_372_036, nsec: 854_775_807 },
      lifespan: { sec: 9_223_372_036, nsec: 854_775_807 },
      liveliness: "automatic",
      liveliness_lease_duration: { sec: 9_223_372_036, nsec: 854_775_807 },
      avoid_ros_namespace_conventions: false,
    },
  ];

  it("of version 9 (names, structured) become numbers in a string", () => {
    expect(qosForVersion8(version9)).toBe(defaultOfferedQos);
  });

  it("of version 9 within an MCAP channel (names, a string) become numbers, too", () => {
    expect(
      qosForVersion8(
        "- history: keep_all\n  reliability: best_effort\n  durability: transient_local",
      ),
    ).toBe("- history: 2\n  reliability: 2\n  durability: 1");
  });

  it("of earlier versions stay as they are", () => {
    expect(qosForVersion8(defaultOfferedQos)).toBe(defaultOfferedQos);
  });

  it.each([[""], [[]], [undefined]])("%o means that none are known", (none) => {
    expect(qosForVersion8(none)).toBe("");
  });
});

describe("the profile to play a topic with", () => {
  const sensor = { reliability: "best_effort", durability: "volatile", depth: 5 } as const;
  const latched = { reliability: "reliable", durability: "transient_local", depth: 1 } as const;
  const usual = { reliability: "reliable", durability: "volatile", depth: 10 } as const;

  it.each([
    ["as recorded", offeredQos(sensor), sensor],
    [
      "of three that latch, room for what each of them latched",
      three(offeredQos(latched)),
      { ...latched, depth: 3 },
    ],
    ["as usual when nothing was recorded", "", usual],
    [
      "as usual when publishers differ",
      `${offeredQos(sensor)}\n${offeredQos(latched)}`,
      { ...usual, depth: 6 },
    ],
    [
      "as version 9 names the policies",
      "- {history: keep_last, depth: 2, reliability: best_effort, durability: volatile}",
      { ...sensor, depth: 2 },
    ],
    [
      "of a publisher that kept all",
      "- {history: 2, depth: 0, reliability: 1, durability: 2}",
      usual,
    ],
  ])("%s", (_, recorded, expected) => {
    expect(playedQos(recorded)).toEqual(expected);
  });
});
