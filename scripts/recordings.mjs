// Turns what a simulated robot's sensors saw (see training/README.md, "Recordings") into ROS 2 recordings:
//   npm run build && node scripts/recordings.mjs [--spoiled] FOLDER... OUTPUT
// Each FOLDER becomes OUTPUT/NAME.mcap with a task file NAME.yaml beside it. With --spoiled also NAME-wall.mcap, a tenth
// of whose depth shows a wall behind, and NAME-lag.mcap, whose moving transforms come late. The same folders give the
// same bytes.
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import {
  cameraInfo,
  encoderFor,
  factsType,
  header,
  linesOf,
  opticalFrame,
  picture,
  stampOf,
  transform,
  truthMessage,
  truthTopic,
  writeRecording,
} from "./recording.mjs";
import { taskText } from "./recording-task.mjs";

const sideFrame = "side_color_optical_frame";
const depthFrame = "camera_depth_optical_frame";
/** The second camera's pictures, and those of a depth camera of its own, are so much later than the first's. [s] */
const delays = { side: 0.02, unaligned: 0 };

const [image, compressed, info] = ["Image", "CompressedImage", "CameraInfo"].map((type) => `sensor_msgs/msg/${type}`);
const always = {
  "/tf_static": "tf2_msgs/msg/TFMessage",
  "/tf": "tf2_msgs/msg/TFMessage",
  "/camera/camera_info": info,
  "/camera/image_raw/compressed": compressed,
  [truthTopic]: factsType,
};
const depthTopics = {
  "/camera/aligned_depth_to_color/camera_info": info,
  "/camera/aligned_depth_to_color/image_raw": image,
};
const sideTopics = { "/side/camera_info": info, "/side/image_raw/compressed": compressed };
const unalignedTopics = { "/camera/depth/camera_info": info, "/camera/depth/image_rect_raw": image };

const topicsOf = (folder, robot) => ({
  ...always,
  ...(existsSync(join(folder, "depth")) ? depthTopics : {}),
  ...(robot.side ? sideTopics : {}),
  ...(robot.unaligned ? unalignedTopics : {}),
});

/** A PNG of millimetres as the message of a depth camera. */
const depthImage = async (stamp, frameId, path) => {
  const { data, info: size } = await sharp(path)
    .toColourspace("grey16")
    .raw({ depth: "ushort" })
    .toBuffer({ resolveWithObject: true });
  return {
    header: header(stamp, frameId),
    height: size.height,
    width: size.width,
    encoding: "16UC1",
    is_bigendian: 0,
    step: 2 * size.width,
    data,
  };
};

const fixedTransforms = (stamp, { base, camera, side, unaligned }) => [
  transform(stamp, base, opticalFrame, camera),
  ...(side ? [transform(stamp, base, sideFrame, side.pose)] : []),
  ...(unaligned ? [transform(stamp, opticalFrame, depthFrame, unaligned.pose)] : []),
];

const toolTransforms = (encoded, { base, tool, tf, lag }, spoiled) =>
  tf.map(([t, ...pose]) => {
    const stamp = stampOf(t + (spoiled === "lag" ? lag : 0));
    return encoded("/tf", stamp, { transforms: [transform(stamp, base, tool, pose)] });
  });

const depthMessages = async (encoded, folder, line, spoiled) => {
  const stamp = stampOf(line.t);
  const kind = spoiled === "wall" ? "wall" : "depth";
  const path = join(folder, kind, basename(line.image).replace(".jpg", ".png"));
  const message = await depthImage(stamp, opticalFrame, path);
  return [
    encoded("/camera/aligned_depth_to_color/camera_info", stamp, cameraInfo(stamp, opticalFrame, line)),
    encoded("/camera/aligned_depth_to_color/image_raw", stamp, message),
  ];
};

const unalignedMessages = async (encoded, folder, line, { unaligned }) => {
  const stamp = stampOf(line.t + delays.unaligned);
  const path = join(folder, "unaligned", basename(line.image).replace(".jpg", ".png"));
  return [
    encoded("/camera/depth/camera_info", stamp, cameraInfo(stamp, depthFrame, unaligned)),
    encoded("/camera/depth/image_rect_raw", stamp, await depthImage(stamp, depthFrame, path)),
  ];
};

const sideMessages = async (encoded, folder, line, { side }) => {
  const stamp = stampOf(line.t + delays.side);
  const path = join(folder, "side", basename(line.image));
  return [
    encoded("/side/camera_info", stamp, cameraInfo(stamp, sideFrame, side)),
    encoded("/side/image_raw/compressed", stamp, await picture(stamp, sideFrame, path)),
  ];
};

const messagesOf = async (topics, folder, line, robot, spoiled) => {
  const encoded = encoderFor(topics);
  const stamp = stampOf(line.t);
  return [
    encoded("/camera/camera_info", stamp, cameraInfo(stamp, opticalFrame, line)),
    ...("/camera/aligned_depth_to_color/image_raw" in topics
      ? await depthMessages(encoded, folder, line, spoiled)
      : []),
    ...(robot.unaligned ? await unalignedMessages(encoded, folder, line, robot) : []),
    encoded(
      "/camera/image_raw/compressed",
      stamp,
      await picture(stamp, opticalFrame, join(folder, line.image)),
    ),
    truthMessage(stamp, line),
    ...(robot.side ? await sideMessages(encoded, folder, line, robot) : []),
  ];
};

const inOrder = (messages) =>
  messages.toSorted((a, b) => (a.logTime < b.logTime ? -1 : a.logTime > b.logTime ? 1 : 0));

const simulationOf = ([{ outcome, motion, seed, task }], { things, table, fingers, flange }, spoiled) => ({
  outcome,
  motion,
  seed: String(seed),
  task: JSON.stringify(task),
  sizes: JSON.stringify(things),
  table_height: String(table),
  fingers_open: String(fingers),
  flange: String(flange),
  ...(spoiled ? { spoiled } : {}),
});

const record = async (folder, output, spoiled) => {
  const lines = await linesOf(folder);
  const robot = JSON.parse(await readFile(join(folder, "robot.json"), "utf8"));
  const topics = topicsOf(folder, robot);
  const encoded = encoderFor(topics);
  const first = stampOf(robot.tf[0][0]);
  const messages = [
    encoded("/tf_static", first, { transforms: fixedTransforms(first, robot) }),
    ...toolTransforms(encoded, robot, spoiled),
  ];
  for (const line of lines) messages.push(...(await messagesOf(topics, folder, line, robot, spoiled)));
  const name = [basename(resolve(folder)), ...(spoiled ? [spoiled] : [])].join("-");
  const path = join(output, `${name}.mcap`);
  const simulation = simulationOf(lines, robot, spoiled);
  const bytes = await writeRecording(path, topics, inOrder(messages), simulation);
  await writeFile(join(output, `${name}.yaml`), taskText(lines[0], robot, topics));
  process.stdout.write(`${path}: ${lines.length} frames, ${(bytes / 1e6).toFixed(1)} MB\n`);
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { spoiled: { type: "boolean", default: false } },
});
const [output, ...folders] = positionals.toReversed();
if (!output || folders.length === 0) {
  process.stderr.write("usage: node scripts/recordings.mjs [--spoiled] FOLDER... OUTPUT\n");
  process.exit(2);
}
await mkdir(output, { recursive: true });
for (const folder of folders.toReversed()) {
  await record(folder, output);
  if (!values.spoiled) continue;
  await record(folder, output, "lag");
  if (existsSync(join(folder, "wall"))) await record(folder, output, "wall");
}
