import { createMcap } from "../../src/bag/index.js";
import {
  inversePose,
  type Pose,
  project,
  type Seconds,
  type Stamp,
  secondsBetween,
  seenFrom,
  stampOf,
  type Vec3,
} from "../../src/core/index.js";
import { encoderFor, interfaceDefinition } from "../../src/messages/index.js";
import type { Backend } from "../../src/vlm/index.js";
import { compressedImage, jpeg } from "../cli/recording.js";
import { lookingAt } from "../hand-eye/synthetic.js";
import { answerOf, backendThat } from "../pipeline/fakes.js";

export const start: Stamp = 1_700_000_000_000_000_000n;
const later = (seconds: Seconds): Stamp => start + stampOf(seconds);

/** Where the camera truly is, in the robot's base. */
export const truth: Pose = lookingAt([1.1, -0.3, 0.7], [0.45, 0, 0.15]);
/** Of the optical frame in the camera's body, as a driver tells it. */
export const opticalInBody: Pose = { position: [0, 0.015, 0], rotation: [-0.5, 0.5, -0.5, 0.5] };

const focal = 55.4;
const tf = encoderFor("tf2_msgs/msg/TFMessage");
const info = encoderFor("sensor_msgs/msg/CameraInfo");

/** Where the gripper's fingers meet. */
export const gripperAt = (seconds: Seconds): Vec3 => [
  0.45 + 0.15 * Math.sin(1.9 * seconds),
  0.2 * Math.sin(2.6 * seconds + 1),
  0.15 + 0.12 * Math.sin(3.5 * seconds + 2),
];

const timeOf = (stamp: Stamp) => ({
  sec: Number(stamp / 1_000_000_000n),
  nanosec: Number(stamp % 1_000_000_000n),
});

const link = (parent: string, child: string, { position, rotation }: Pose, stamp: Stamp) => {
  const [x, y, z] = position;
  const [qx, qy, qz, qw] = rotation;
  return {
    header: { stamp: timeOf(stamp), frame_id: parent },
    child_frame_id: child,
    transform: { translation: { x, y, z }, rotation: { x: qx, y: qy, z: qz, w: qw } },
  };
};

export interface Robot {
  /** Of the camera's body in the base, as TF has it already. */
  readonly calibrated?: Pose;
  /** The camera hangs on the hand. */
  readonly wrist?: true;
  readonly withoutTf?: true;
}

export const topics = {
  image: "/camera/image_raw/compressed",
  info: "/camera/camera_info",
  tf: "/tf",
  fixed: "/tf_static",
} as const;

const types: Readonly<Record<string, string>> = {
  [topics.image]: "sensor_msgs/msg/CompressedImage",
  [topics.info]: "sensor_msgs/msg/CameraInfo",
  [topics.tf]: "tf2_msgs/msg/TFMessage",
  [topics.fixed]: "tf2_msgs/msg/TFMessage",
};

const lens = {
  header: { frame_id: "camera_optical" },
  width: 64,
  height: 48,
  distortion_model: "plumb_bob",
  d: [],
  k: [focal, 0, 31.5, 0, focal, 23.5, 0, 0, 1],
  r: new Array(9).fill(0),
  p: new Array(12).fill(0),
};

/** tool0 stands 10 cm behind where the fingers meet, along the base's z. */
const handAt = (seconds: Seconds): Pose => {
  const [x, y, z] = gripperAt(seconds);
  return { position: [x, y, z + 0.1], rotation: [1, 0, 0, 0] };
};

const fixedLinks = ({ calibrated, wrist }: Robot) => [
  link("camera_link", "camera_optical", opticalInBody, start),
  ...(calibrated ? [link("base_link", "camera_link", calibrated, start)] : []),
  ...(wrist ? [link("tool0", "camera_link", opticalInBody, start)] : []),
];

/** A recording of 12 s: pictures at 5 Hz, the hand's transforms at 20 Hz. */
export const recorded = async (path: string, robot: Robot = {}): Promise<string> => {
  const all = Object.entries(types).filter(([name]) => !robot.withoutTf || !name.startsWith("/tf"));
  const file = await createMcap(path, {
    topics: all.map(([name, type]) => ({ name, type, definition: interfaceDefinition(type) })),
  });
  await file.write({ topic: topics.info, logTime: start, data: info(lens) });
  if (!robot.withoutTf) {
    const data = tf({ transforms: fixedLinks(robot) });
    await file.write({ topic: topics.fixed, logTime: start, data });
  }
  for (let tick = 0; tick < 240; tick++) {
    const [seconds, stamp] = [tick / 20, later(tick / 20)];
    if (tick % 4 === 0) {
      const data = compressedImage(stamp, await jpeg(tick));
      await file.write({ topic: topics.image, logTime: stamp, data });
    }
    if (robot.withoutTf) continue;
    const data = tf({ transforms: [link("base_link", "tool0", handAt(seconds), stamp)] });
    await file.write({ topic: topics.tf, logTime: stamp + 1_000_000n, data });
  }
  await file.close();
  return path;
};

/** A model that points right, and thinks everything half as far as it is. */
export const pointing: Backend = backendThat(async ({ stamp, intrinsics }, questions) =>
  questions.map(() => {
    const inCamera = seenFrom(truth, gripperAt(secondsBetween(start, stamp)));
    const pixel = intrinsics && project(inCamera, intrinsics);
    const [x, y, z] = inCamera;
    return answerOf(
      { kind: "predicate", probability: 1 },
      pixel && { subject: { pixel, point: [x / 2, y / 2, z / 2], visible: 1 } },
    );
  }),
);

export const bodyInOptical = inversePose(opticalInBody);
