import { identityPose, type Pose } from "../core/index.js";
import { encoderFor, rosTime } from "../messages/index.js";
import { posesType } from "./pose-message.js";
import type { TrueFrame } from "./truth-stream.js";

const encode = encoderFor(posesType);

interface Placed {
  readonly parent: string;
  readonly child: string;
  readonly pose: Pose;
}

const transformOf = ({ stamp }: TrueFrame, { parent, child, pose }: Placed) => {
  const [x, y, z] = pose.position;
  const [qx, qy, qz, qw] = pose.rotation;
  return {
    header: { stamp: rosTime(stamp), frame_id: parent },
    child_frame_id: child,
    transform: { translation: { x, y, z }, rotation: { x: qx, y: qy, z: qz, w: qw } },
  };
};

/**
 * A tf2_msgs/TFMessage: the camera in `world`, and what it sees. It goes with every frame, so that up is known in a
 * recording cut anywhere.
 */
export const encodeTransforms = (frame: TrueFrame): Uint8Array => {
  const camera = { parent: "world", child: frame.frameId, pose: frame.optical };
  const things = frame.things.map(({ name, centre }) => ({
    parent: frame.frameId,
    child: name.replaceAll(" ", "_"),
    pose: { ...identityPose, position: centre },
  }));
  return encode({ transforms: [camera, ...things].map((each) => transformOf(frame, each)) });
};
