// Turns episodes of the simulator (data set folders, see training/README.md) into the recordings under examples/:
//   npm run build && node scripts/examples.mjs EPISODES examples
// EPISODES holds a folder per example: pick, miss, wrong-object. Topics are those of a camera driver on a robot, and
// /ground_truth/facts tells the truth, so that `label` can state its errors. The same episodes give the same bytes.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@foxglove/rosmsg";
import { MessageWriter } from "@foxglove/rosmsg2-serialization";
import { createMcap, offeredQos } from "../dist/bag/index.js";
import { distanceBetween, dot, subtract } from "../dist/core/index.js";
import { encodeFacts, interfaceDefinition, interfaceTypes } from "../dist/messages/index.js";

const opticalFrame = "camera_color_optical_frame";
/** A fixed date: 2026-01-01 00:00 UTC. */
const epochSeconds = 1_767_225_600;

const topics = {
  "/camera/image_raw/compressed": "sensor_msgs/msg/CompressedImage",
  "/camera/camera_info": "sensor_msgs/msg/CameraInfo",
  "/tf_static": "tf2_msgs/msg/TFMessage",
  "/tf": "tf2_msgs/msg/TFMessage",
  "/ground_truth/facts": interfaceTypes.facts,
};

const newTopics = Object.entries(topics).map(([name, type]) => ({
  name,
  type,
  definition: interfaceDefinition(type),
  // A player must offer static transforms to those who come late.
  ...(name === "/tf_static" ? { offeredQos: offeredQos({ reliability: "reliable", durability: "transient_local", depth: 1 }) } : {}),
}));

const writers = new Map(
  Object.values(topics).map((type) => [
    type,
    new MessageWriter(parse(interfaceDefinition(type), { ros2: true })),
  ]),
);

const header = (stamp, frameId) => ({
  stamp: { sec: Number(stamp / 1_000_000_000n), nanosec: Number(stamp % 1_000_000_000n) },
  frame_id: frameId,
});

const cameraInfo = (stamp, { width, height, camera: { fx, fy, cx, cy } }) => {
  // ROS counts from the centre of the first pixel, the data set from its corner.
  const [u, v] = [cx - 0.5, cy - 0.5];
  return {
    header: header(stamp, opticalFrame),
    width,
    height,
    distortion_model: "plumb_bob",
    d: [0, 0, 0, 0, 0],
    k: [fx, 0, u, 0, fy, v, 0, 0, 1],
    r: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    p: [fx, 0, u, 0, 0, fy, v, 0, 0, 0, 1, 0],
    binning_x: 0,
    binning_y: 0,
    roi: { x_offset: 0, y_offset: 0, height: 0, width: 0, do_rectify: false },
  };
};

/** `pose`: x, y, z, qx, qy, qz, qw. */
const transform = (stamp, parent, child, [x, y, z, qx, qy, qz, qw]) => ({
  header: header(stamp, parent),
  child_frame_id: child,
  transform: { translation: { x, y, z }, rotation: { x: qx, y: qy, z: qz, w: qw } },
});

const objectFrames = (stamp, things) =>
  things
    .filter(({ gripper }) => !gripper)
    .map(({ name, centre }) =>
      transform(stamp, opticalFrame, name.replaceAll(" ", "_"), [...centre, 0, 0, 0, 1]),
    );

const apartAlong = (up, a, b) => Math.abs(dot(up, subtract(a.centre, b.centre)));

const factsOf = ({ things, pairs, camera: { up } }) =>
  pairs
    .filter(({ a, b }) => a < b)
    .flatMap(({ a, b, gap, touching }) => {
      const [subject, object] = [things[a], things[b]];
      const statement = {
        subject: subject.name,
        object: object.name,
        source: "ground_truth",
        confidence: 1,
        subjectPoint: subject.centre,
        objectPoint: object.centre,
      };
      const metres = distanceBetween(subject.centre, object.centre);
      return [
        { ...statement, relation: "distance", metres, stddev: 0 },
        { ...statement, relation: "vertical_distance", metres: apartAlong(up, subject, object), stddev: 0 },
        { ...statement, relation: "gap", metres: gap, stddev: 0 },
        { ...statement, relation: "touching", probability: touching ? 1 : 0 },
      ];
    });

const messagesOf = async (folder, line, at) => {
  const stamp = BigInt(epochSeconds) * 1_000_000_000n + BigInt(Math.round(line.t * 1e9));
  const image = {
    header: header(stamp, opticalFrame),
    format: "jpeg",
    data: await readFile(join(folder, line.image)),
  };
  const written = (topic, message) => ({
    topic,
    logTime: stamp,
    data: writers.get(topics[topic]).writeMessage(message),
  });
  const fixed = [transform(stamp, "world", opticalFrame, line.tf.camera)];
  const moving = [
    transform(stamp, "world", "gripper_tcp", line.tf.gripper),
    ...objectFrames(stamp, line.things),
  ];
  const facts = { stamp, frameId: opticalFrame, facts: factsOf(line) };
  return [
    ...(at === 0 ? [written("/tf_static", { transforms: fixed })] : []),
    written("/tf", { transforms: moving }),
    written("/camera/camera_info", cameraInfo(stamp, line)),
    written("/camera/image_raw/compressed", image),
    { topic: "/ground_truth/facts", logTime: stamp, data: encodeFacts(facts) },
  ];
};

const record = async (folder, output) => {
  const text = await readFile(join(folder, "data.jsonl"), "utf8");
  const lines = text.trim().split("\n").map((line) => JSON.parse(line));
  const bag = await createMcap(output, { topics: newTopics, compression: "zstd", replace: true });
  for (const [at, line] of lines.entries()) {
    for (const message of await messagesOf(folder, line, at)) await bag.write(message);
  }
  const [{ outcome = "", seed = "" }] = lines;
  await bag.addMetadata(
    "simulation",
    new Map([
      ["outcome", String(outcome)],
      ["seed", String(seed)],
    ]),
  );
  const { bytes } = await bag.close();
  process.stdout.write(`${output}: ${lines.length} frames, ${(bytes / 1e6).toFixed(1)} MB\n`);
};

const [source, output] = process.argv.slice(2);
if (!source || !output) {
  process.stderr.write("usage: node scripts/examples.mjs EPISODES OUTPUT\n");
  process.exit(2);
}
for (const name of ["pick", "miss", "wrong-object"]) {
  await record(join(source, name), join(output, `${name}.mcap`));
}
