import type { QosProfile } from "../bag/index.js";
import { encodeFacts, headerOf, interfaceTypes } from "../messages/index.js";
import { posesType, readPoses } from "./pose-message.js";
import { encodeTransforms } from "./transforms-message.js";
import type { SceneNames } from "./true-facts.js";
import { createTruthStream, type TrueFrame } from "./truth-stream.js";

/** What this needs of ROS: topics of CDR bytes. */
export interface TruthTopics {
  readonly advertise: (
    type: string,
    name: string,
    qos: QosProfile,
  ) => { readonly publish: (bytes: Uint8Array) => void };
  readonly subscribe: (
    type: string,
    name: string,
    qos: QosProfile,
    take: (bytes: Uint8Array) => void,
  ) => void;
}

export interface TruthOptions extends SceneNames {
  /** Poses of everything, of type tf2_msgs/TFMessage. */
  readonly poses: string;
  /** Its stamps are the images'. */
  readonly cameraInfo: string;
}

const reliable: QosProfile = { reliability: "reliable", durability: "volatile", depth: 100 };
const asSensors: QosProfile = { reliability: "best_effort", durability: "volatile", depth: 100 };

/** Tells on /ground_truth/facts and /tf what is true of each image of a simulation. */
export const publishTruth = (topics: TruthTopics, options: TruthOptions): void => {
  const facts = topics.advertise(interfaceTypes.facts, "/ground_truth/facts", reliable);
  const transforms = topics.advertise(posesType, "/tf", reliable);
  const tell = (frame: TrueFrame): void => {
    transforms.publish(encodeTransforms(frame));
    facts.publish(encodeFacts(frame));
  };
  const truth = createTruthStream(options, tell);
  topics.subscribe(posesType, options.poses, asSensors, (bytes) => {
    truth.takePoses(readPoses(bytes));
  });
  const infoType = "sensor_msgs/msg/CameraInfo";
  topics.subscribe(infoType, options.cameraInfo, asSensors, (bytes) => {
    truth.takeImage(headerOf(bytes, "cdr", infoType));
  });
};
