import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeFacts,
  decodeReward,
  decoderFor,
  encodeFacts,
  encodeReward,
  interfaceDefinition,
  interfaceTypes,
} from "../../src/messages/index.js";
import type { RewardSample } from "../../src/reward/index.js";
import { facts, names, samples, stamps, unanswered } from "./codec-arbitraries.js";

/** As anyone reads the bytes who has only the definition that the bag stores. */
const strangerReads = (type: string, bytes: Uint8Array): unknown =>
  decoderFor({
    type,
    schemaEncoding: "ros2msg",
    definition: interfaceDefinition(type),
    messageEncoding: "cdr",
  })(bytes);

const sample: RewardSample = {
  stamp: 1_700_000_000_123_456_789n,
  frameId: "camera_optical",
  previousStamp: 1_700_000_000_023_456_789n,
  episode: 2,
  stage: "reach",
  stageIndex: 1,
  progress: 0.625,
  potential: 0.625,
  reward: 0.1,
  taskReward: 0,
  discount: 0.9895,
  terms: [{ name: "reach", value: 0.25 }],
  distances: [
    {
      key: "distance(gripper,bottle)",
      subject: "gripper",
      object: "bottle",
      raw: 0.2,
      stddev: 0.01,
    },
  ],
  predicates: [{ key: "on(bottle,bowl)" }],
  success: false,
  terminated: false,
  truncated: true,
  valid: true,
  invalidReason: "",
  lensAssumed: true,
  trust: 0.25,
};

describe("a reward", () => {
  it("comes back as it went, to the nanosecond and the last bit", () => {
    fc.assert(
      fc.property(samples, (given) => {
        expect(decodeReward(encodeReward(given))).toEqual(given);
      }),
    );
  });

  it("is what msg/RewardStamped.msg says, unknown being NaN", () => {
    expect(strangerReads(interfaceTypes.reward, encodeReward(sample))).toEqual({
      header: { stamp: { sec: 1_700_000_000, nanosec: 123_456_789 }, frame_id: "camera_optical" },
      has_previous: true,
      previous_stamp: { sec: 1_700_000_000, nanosec: 23_456_789 },
      episode: 2,
      stage: "reach",
      stage_index: 1,
      progress: 0.625,
      reward: 0.1,
      task_reward: 0,
      potential: 0.625,
      previous_potential: Number.NaN,
      discount: 0.9895,
      terms: [{ name: "reach", value: 0.25 }],
      predicates: [{ name: "on(bottle,bowl)", value: Number.NaN }],
      distances: [
        {
          name: "distance(gripper,bottle)",
          subject: "gripper",
          object: "bottle",
          raw: 0.2,
          filtered: Number.NaN,
          stddev: 0.01,
        },
      ],
      success: false,
      terminated: false,
      truncated: true,
      valid: true,
      invalid_reason: "",
      latency: Number.NaN,
      lens_assumed: true,
      trust: 0.25,
    });
  });

  it("keeps a previous stamp of 0, which a simulation's first frame has, apart from none", () => {
    expect(decodeReward(encodeReward({ ...sample, previousStamp: 0n })).previousStamp).toBe(0n);
    const { previousStamp: _, ...first } = sample;
    expect(decodeReward(encodeReward(first))).not.toHaveProperty("previousStamp");
  });

  it("refuses bytes that end early, but for last fields that earlier versions did not have", () => {
    const bytes = encodeReward(sample);
    const { trust: _, ...older } = sample;
    const { lensAssumed: __, ...oldest } = older;
    const read: RewardSample[] = [];
    for (let length = 0; length < bytes.length; length += 1)
      try {
        read.push(decodeReward(bytes.subarray(0, length)));
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: "message.malformed" });
      }
    expect(read).toEqual([oldest, older]);
  });
});

describe("facts", () => {
  const messages = fc.record({
    stamp: stamps,
    frameId: names,
    facts: fc.array(facts, { maxLength: 4 }),
    unanswered: fc.array(unanswered, { maxLength: 3 }),
  });

  it("come back as they went, the unanswered with their reasons", () => {
    fc.assert(
      fc.property(messages, (given) => {
        expect(decodeFacts(encodeFacts(given))).toEqual(given);
      }),
    );
  });

  it("are what msg/SpatialFactArray.msg says, for every relation", () => {
    fc.assert(
      fc.property(messages, (given) => {
        const read = strangerReads(interfaceTypes.facts, encodeFacts(given));
        const statements = [...given.facts, ...given.unanswered.map(({ query }) => query)];
        expect(read).toMatchObject({
          header: { frame_id: given.frameId },
          facts: statements.map(({ subject, object }) => ({ subject, object })),
        });
      }),
    );
  });

  it("of a kind that a later version adds are left out, and the others kept", () => {
    const fact = {
      relation: "gap",
      subject: "a",
      object: "b",
      metres: 0,
      source: "nano",
      confidence: 1,
    } as const;
    const bytes = encodeFacts({ stamp: 0n, frameId: "", facts: [fact, fact] });
    const kindOfFirst = bytes.indexOf(1, 4 + 8 + 8 + 4 + 8 + 4); // after both headers, whose strings are empty
    bytes[kindOfFirst] = 99;
    expect(decodeFacts(bytes).facts).toHaveLength(1);
  });

  it("from a source that does not exist are refused", () => {
    const fact = {
      relation: "gap",
      subject: "a",
      object: "b",
      metres: 0,
      source: "nano",
      confidence: 1,
    } as const;
    const bytes = encodeFacts({ stamp: 0n, frameId: "", facts: [fact] });
    bytes.set(new TextEncoder().encode("nana"), Buffer.from(bytes).indexOf("nano"));
    expect(() => decodeFacts(bytes)).toThrow(/source must be nano, .*; got "nana"/);
  });
});
