import { parseAllDocuments, stringify } from "yaml";
import { SpatialRewardError } from "../core/index.js";
import { type StampedTransform, transformsIn } from "./transform-message.js";

const named = ([x, y, z]: readonly number[]) => ({ x, y, z });

/** As `ros2 topic echo` and `ros2 topic pub` write a tf2_msgs/TFMessage. @param about comment lines before it */
export const transformsToYaml = (
  transforms: readonly StampedTransform[],
  about: readonly string[] = [],
): string => {
  const message = {
    transforms: transforms.map(({ parent, child, position, rotation }) => ({
      header: { frame_id: parent },
      child_frame_id: child,
      transform: {
        translation: named(position),
        rotation: { ...named(rotation), w: rotation[3] },
      },
    })),
  };
  return `${about.map((line) => `# ${line}\n`).join("")}${stringify(message)}`;
};

const shape =
  "a tf2_msgs/TFMessage in YAML, as calibrate writes it and `ros2 topic echo --once /tf_static` prints it";

/**
 * Transforms that always count, from a file; stamps in it mean nothing.
 * @throws SpatialRewardError message.malformed
 */
export const transformsFromYaml = (text: string, path: string): readonly StampedTransform[] => {
  const refuse = (why: string): never => {
    throw new SpatialRewardError("message.malformed", `${path}: ${why}; must be ${shape}`);
  };
  const found = [...parseAllDocuments(text)].flatMap((document) => {
    const [error] = document.errors;
    if (error) return refuse(error.message);
    const message: unknown = document.toJS();
    const transforms =
      message === null ? [] : transformsIn(message, `${path}: must be ${shape}; it`);
    return transforms.map((each) => ({ ...each, stamp: 0n }));
  });
  return found.length === 0 ? refuse("holds no transforms") : found;
};
