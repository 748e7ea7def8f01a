import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type BagMessage, type BagReader, openBag } from "../../src/bag/index.js";
import {
  distanceBetween,
  type Intrinsics,
  inParent,
  isLengthFact,
  project,
  type Stamp,
  type Vec3,
} from "../../src/core/index.js";
import {
  cameraInfoReader,
  type DepthPicture,
  decodeFacts,
  depthReader,
  transformsReader,
  wholeDepth,
} from "../../src/messages/index.js";
import { parseTask } from "../../src/reward/index.js";
import { createTransformHistory, type TransformHistory } from "../../src/scene/index.js";

const recording = "examples/rgbd.mcap";
const task = parseTask(readFileSync("examples/rgbd.yaml", "utf8"));
const depthTopic = task.depths?.front ?? "";
const truthTopic = "/ground_truth/facts";
const optical = "camera_color_optical_frame";

let reader: BagReader;
let transforms: TransformHistory;
let lens: Intrinsics;
const depths = new Map<Stamp, DepthPicture>();
/** Where gripper and bottle truly are, in the optical frame. */
const truths = new Map<Stamp, { readonly gripper: Vec3; readonly bottle: Vec3 }>();

const schemaOf = (topic: string) => {
  const found = reader.topics.find(({ name }) => name === topic);
  if (!found) throw new Error(`${topic} is not in ${recording}`);
  return { ...found, topic };
};

const each = async (topic: string, take: (message: BagMessage) => void): Promise<void> => {
  for await (const message of reader.messages({ topics: [topic] })) take(message);
};

const takeTruth = ({ data }: BagMessage): void => {
  const { stamp, facts } = decodeFacts(data);
  const known = facts.find(
    ({ subject, object, relation }) =>
      subject === "gripper" && object === task.objects.bottle && relation === "distance",
  );
  if (known && isLengthFact(known) && known.subjectPoint && known.objectPoint)
    truths.set(stamp, { gripper: known.subjectPoint, bottle: known.objectPoint });
};

beforeAll(async () => {
  reader = await openBag(recording);
  transforms = createTransformHistory();
  for (const topic of ["/tf_static", "/tf"]) {
    const read = transformsReader(schemaOf(topic));
    const still = topic === "/tf_static";
    await each(topic, ({ data }) => {
      for (const one of read(data)) transforms.add(still ? { ...one, stamp: 0n } : one);
    });
  }
  const { depth } = depthReader(schemaOf(depthTopic));
  await each(depthTopic, ({ data }) => {
    const picture = depth(data);
    depths.set(picture.stamp, picture);
  });
  const info = cameraInfoReader(schemaOf("/camera/camera_info"));
  await each("/camera/camera_info", ({ data }) => {
    lens = info(data).intrinsics ?? lens;
  });
  await each(truthTopic, takeTruth);
  await reader.close();
});

describe("the example with depth and TF", () => {
  it("has a depth image of every picture, of its size and stamp", () => {
    expect(depths.size).toBe(12);
    expect([...depths.keys()]).toEqual([...truths.keys()]);
    for (const { width, height } of depths.values()) expect([width, height]).toEqual([320, 240]);
  });

  it("leads through TF and the task's offset to the true tool centre point", () => {
    const { frame, offset } = task.gripperFrame ?? { frame: "", offset: [0, 0, 0] };
    for (const [stamp, { gripper }] of truths) {
      const pose = transforms.poseOf(frame, optical, stamp);
      if ("kind" in pose) throw new Error(`TF: ${pose.kind}`);
      // Errors of 3 mm along each axis.
      expect(distanceBetween(inParent(pose, offset), gripper)).toBeLessThan(0.015);
    }
  });

  it("measures the bottle's surface before its centre", () => {
    for (const [stamp, { bottle }] of truths) {
      const [u, v] = project(bottle, lens) ?? [0, 0];
      const depth = depths.get(stamp);
      const metres = depth && wholeDepth(depth);
      const around = [-2, -1, 0, 1, 2].map(
        (dx) => metres?.[Math.floor(v) * 320 + Math.floor(u) + dx] ?? Number.NaN,
      );
      const known = around.filter(Number.isFinite).sort((a, b) => a - b);
      const behind = bottle[2] - (known[known.length >> 1] ?? Number.NaN);
      expect(behind).toBeGreaterThan(-0.03);
      expect(behind).toBeLessThan(0.09);
    }
  });
});
