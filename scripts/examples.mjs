// Turns episodes of the simulator (data set folders, see training/README.md) into the recordings under examples/:
//   npm run build && node scripts/examples.mjs EPISODES examples
// EPISODES holds a folder per example: pick, miss, wrong-object. Topics are those of a camera driver on a robot, and
// /ground_truth/facts tells the truth, so that `label` can state its errors. The same episodes give the same bytes.
import { join } from "node:path";
import {
  cameraInfo,
  encoderFor,
  factsType,
  linesOf,
  objectFrames,
  opticalFrame,
  picture,
  stampOf,
  transform,
  truthMessage,
  truthTopic,
  writeRecording,
} from "./recording.mjs";

const topics = {
  "/camera/image_raw/compressed": "sensor_msgs/msg/CompressedImage",
  "/camera/camera_info": "sensor_msgs/msg/CameraInfo",
  "/tf_static": "tf2_msgs/msg/TFMessage",
  "/tf": "tf2_msgs/msg/TFMessage",
  [truthTopic]: factsType,
};
const encoded = encoderFor(topics);

const messagesOf = async (folder, line, at) => {
  const stamp = stampOf(line.t);
  const fixed = [transform(stamp, "world", opticalFrame, line.tf.camera)];
  const moving = [
    transform(stamp, "world", "gripper_tcp", line.tf.gripper),
    ...objectFrames(stamp, line.things),
  ];
  const image = await picture(stamp, opticalFrame, join(folder, line.image));
  return [
    ...(at === 0 ? [encoded("/tf_static", stamp, { transforms: fixed })] : []),
    encoded("/tf", stamp, { transforms: moving }),
    encoded("/camera/camera_info", stamp, cameraInfo(stamp, opticalFrame, line)),
    encoded("/camera/image_raw/compressed", stamp, image),
    truthMessage(stamp, line),
  ];
};

const record = async (folder, output) => {
  const lines = await linesOf(folder);
  const messages = [];
  for (const [at, line] of lines.entries()) messages.push(...(await messagesOf(folder, line, at)));
  const [{ outcome = "", seed = "" }] = lines;
  const bytes = await writeRecording(output, topics, messages, {
    outcome: String(outcome),
    seed: String(seed),
  });
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
