// ROS 2 recordings of what the simulator renders (data set folders, see training/README.md): messages, topics, files.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@foxglove/rosmsg";
import { MessageWriter } from "@foxglove/rosmsg2-serialization";
import { createMcap, offeredQos } from "../dist/bag/index.js";
import { distanceBetween, dot, subtract } from "../dist/core/index.js";
import { encodeFacts, interfaceDefinition, interfaceTypes } from "../dist/messages/index.js";

export const opticalFrame = "camera_color_optical_frame";
/** A fixed date: 2026-01-01 00:00 UTC. */
const epochSeconds = 1_767_225_600;

/** @param t seconds since the first picture */
export const stampOf = (t) => BigInt(epochSeconds) * 1_000_000_000n + BigInt(Math.round(t * 1e9));

export const truthTopic = "/ground_truth/facts";
export const factsType = interfaceTypes.facts;

/** How a topic of this type is declared. */
const newTopic = ([name, type]) => ({
  name,
  type,
  definition: interfaceDefinition(type),
  // A player must offer static transforms to those who come late.
  ...(name === "/tf_static" ? { offeredQos: offeredQos({ reliability: "reliable", durability: "transient_local", depth: 1 }) } : {}),
});

const writers = new Map();

const writerOf = (type) => {
  const known = writers.get(type) ?? new MessageWriter(parse(interfaceDefinition(type), { ros2: true }));
  writers.set(type, known);
  return known;
};

/** Of a folder: a line per picture. */
export const linesOf = async (folder) => {
  const text = await readFile(join(folder, "data.jsonl"), "utf8");
  return text.trim().split("\n").map((line) => JSON.parse(line));
};

export const header = (stamp, frameId) => ({
  stamp: { sec: Number(stamp / 1_000_000_000n), nanosec: Number(stamp % 1_000_000_000n) },
  frame_id: frameId,
});

export const cameraInfo = (stamp, frameId, { width, height, camera: { fx, fy, cx, cy } }) => {
  // ROS counts from the centre of the first pixel, the data set from its corner.
  const [u, v] = [cx - 0.5, cy - 0.5];
  return {
    header: header(stamp, frameId),
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
export const transform = (stamp, parent, child, [x, y, z, qx, qy, qz, qw]) => ({
  header: header(stamp, parent),
  child_frame_id: child,
  transform: { translation: { x, y, z }, rotation: { x: qx, y: qy, z: qz, w: qw } },
});

export const objectFrames = (stamp, things) =>
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

/** What the driver of a colour camera says: its JPEG. */
export const picture = async (stamp, frameId, path) => ({
  header: header(stamp, frameId),
  format: "jpeg",
  data: await readFile(path),
});

/** The truth about one picture, encoded. */
export const truthMessage = (stamp, line) => ({
  topic: truthTopic,
  logTime: stamp,
  data: encodeFacts({ stamp, frameId: opticalFrame, facts: factsOf(line) }),
});

/** For the topics of a recording, name -> type: messages as they are written. */
export const encoderFor = (topics) => (topic, logTime, message) => ({
  topic,
  logTime,
  data: writerOf(topics[topic]).writeMessage(message),
});

/** Writes an MCAP file; messages in order of their log time. Returns its bytes. */
export const writeRecording = async (output, topics, messages, simulation) => {
  const newTopics = Object.entries(topics).map(newTopic);
  const bag = await createMcap(output, { topics: newTopics, compression: "zstd", replace: true });
  for (const message of messages) await bag.write(message);
  await bag.addMetadata("simulation", new Map(Object.entries(simulation)));
  const { bytes } = await bag.close();
  return bytes;
};
