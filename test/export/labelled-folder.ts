import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@foxglove/rosmsg";
import { MessageWriter } from "@foxglove/rosmsg2-serialization";
import { createMcap, provenanceName } from "../../src/bag/index.js";
import { createTally } from "../../src/core/index.js";
import type { ExportJob } from "../../src/export/format.js";
import { gather } from "../../src/export/gather.js";
import { labelledAt, sourceFinder } from "../../src/export/labelled.js";
import { openRecording, type Recording } from "../../src/export/recording.js";
import type { ExportSettings } from "../../src/export/settings.js";
import { parseSignal } from "../../src/export/signal.js";
import { rewardTopic } from "../../src/label/index.js";
import {
  encodeReward,
  interfaceDefinition,
  interfaceTypes,
  knownDefinition,
} from "../../src/messages/index.js";
import { parseTask } from "../../src/reward/index.js";
import { camera, compressedImage, jpeg, task as reachMug } from "../cli/recording.js";
import { at, play } from "../reward/frames.js";

const key = "distance(gripper,mug)";

/** Nears the mug by 5 cm a frame of 10 Hz from 50 cm on, and holds it from the tenth frame on. Frame 3 has no answer. */
export const approach = Array.from({ length: 14 }, (_, i) => ({
  t: i / 10,
  ...(i !== 3 && { distances: { [key]: Math.max(0.01, 0.5 - 0.05 * i) } }),
}));

const jointState = "sensor_msgs/msg/JointState";
const multiArray = "std_msgs/msg/Float64MultiArray";

const writerOf = (type: string): MessageWriter =>
  new MessageWriter(parse(knownDefinition(type) ?? "", { ros2: true }));

const robot = (frame: number): readonly { topic: string; logTime: bigint; data: Uint8Array }[] => {
  const stamp = at(frame / 10);
  const header = {
    stamp: { sec: Number(stamp / 1_000_000_000n), nanosec: Number(stamp % 1_000_000_000n) },
    frame_id: "",
  };
  const joints = {
    header,
    name: ["elbow", "wrist"],
    position: [frame / 10, -frame / 10],
    velocity: [1, 2],
    effort: [Number.NaN, Number.NaN],
  };
  const command = { layout: { dim: [], data_offset: 0 }, data: [frame, frame + 0.5, 1] };
  return [
    { topic: "/joint_states", logTime: stamp, data: writerOf(jointState).writeMessage(joints) },
    { topic: "/cmd", logTime: stamp + 1n, data: writerOf(multiArray).writeMessage(command) },
  ];
};

/** A folder as `label` makes it: pictures of 64×48 at 10 Hz, joints, commands and the rewards of an approach. */
export const labelledFolder = async (
  path: string,
  frames = approach,
  text = reachMug,
): Promise<string> => {
  const task = parseTask(text);
  await mkdir(path, { recursive: true });
  const file = await createMcap(join(path, "reach.mcap"), {
    topics: [
      { name: camera, type: "sensor_msgs/msg/CompressedImage" },
      { name: rewardTopic, type: interfaceTypes.reward },
      { name: "/joint_states", type: jointState },
      { name: "/cmd", type: multiArray },
    ].map((each) => ({
      ...each,
      definition: knownDefinition(each.type) ?? interfaceDefinition(each.type),
    })),
  });
  for (const [i, sample] of play(task, frames).entries()) {
    const logTime = sample.stamp;
    await file.write({ topic: camera, logTime, data: compressedImage(logTime, await jpeg(i)) });
    for (const message of robot(i)) await file.write(message);
    await file.write({ topic: rewardTopic, logTime, data: encodeReward(sample) });
  }
  await file.addMetadata(provenanceName, new Map(Object.entries({ task: text, camera })));
  await file.close();
  const options = { csv: false, sidecar: false };
  const madeFrom = { input: [], taskSha256: "", facts: { from: "stored facts" }, options };
  await writeFile(
    join(path, "summary.json"),
    JSON.stringify({ version: "0", madeFrom, result: {} }),
  );
  return path;
};

export const mapped: ExportSettings = {
  state: [parseSignal("/joint_states.position", "--state")],
  action: [parseSignal("/cmd", "--action")],
  sources: [],
  pictures: true,
  version: "0",
};

/** Opened, and gathered for a format. */
export const jobOf = async (
  paths: readonly string[],
  settings = mapped,
): Promise<ExportJob & { readonly recordings: readonly Recording[] }> => {
  const sourceOf = await sourceFinder(settings.sources);
  const recordings: Recording[] = [];
  for (const each of await labelledAt(paths)) recordings.push(await openRecording(each, sourceOf));
  const tally = createTally();
  const data = await gather(recordings, settings, tally);
  const signal = new AbortController().signal;
  return { recordings, data, settings, tally, signal, onEpisode: () => undefined };
};
