import {
  compose,
  distanceBetween,
  dot,
  type Pose,
  type Quaternion,
  type SpatialFact,
  seenFrom,
  subtract,
  turnInto,
  type Vec3,
} from "../core/index.js";

/** How a simulation names what facts are about. */
export interface SceneNames {
  /** The frame that the camera looks from: x forward, z up. */
  readonly camera: string;
  /** The frame of the tool centre point. */
  readonly gripperFrame: string;
  /** How facts, and the task file, call it. */
  readonly gripper: string;
}

export interface Thing {
  /** As a task file calls it: "orange tea bottle". */
  readonly name: string;
  /** Of its bounding box, in the camera's optical frame. */
  readonly centre: Vec3;
}

/** What a camera that looks along x sees: x right is -y, y down is -z, z forward is x. */
const opticalRotation: Quaternion = [-0.5, 0.5, -0.5, 0.5];

export const opticalPose = (camera: Pose): Pose =>
  compose(camera, { position: [0, 0, 0], rotation: opticalRotation });

/** A model `orange_tea_bottle` is a thing; `gripper/tcp` is a part of one and isn't, unless it is the gripper's TCP. */
const nameOf = (frame: string, names: SceneNames): string | undefined => {
  if (frame === names.gripperFrame) return names.gripper;
  const isPart = frame.includes("/") || names.gripperFrame.startsWith(`${frame}/`);
  return isPart || frame === names.camera ? undefined : frame.replaceAll("_", " ");
};

/** The gripper first, then the things by name. */
export const thingsSeen = (
  poses: ReadonlyMap<string, Pose>,
  optical: Pose,
  names: SceneNames,
): readonly Thing[] =>
  [...poses]
    .flatMap(([frame, pose]) => {
      const name = nameOf(frame, names);
      return name === undefined ? [] : [{ name, centre: seenFrom(optical, pose.position) }];
    })
    .sort(
      (a, b) =>
        Number(b.name === names.gripper) - Number(a.name === names.gripper) ||
        (a.name < b.name ? -1 : 1),
    );

const pairsOf = (things: readonly Thing[]): readonly (readonly [Thing, Thing])[] =>
  things.flatMap((a, i) => things.slice(i + 1).map((b) => [a, b] as const));

/** Distances and vertical distances of all pairs; `optical` in a world whose z points up. */
export const trueFacts = (things: readonly Thing[], optical: Pose): readonly SpatialFact[] => {
  const up = turnInto(optical, [0, 0, 1]);
  return pairsOf(things).flatMap(([a, b]) => {
    const statement = {
      subject: a.name,
      object: b.name,
      source: "ground_truth",
      confidence: 1,
      subjectPoint: a.centre,
      objectPoint: b.centre,
      stddev: 0,
    } as const;
    const apart = Math.abs(dot(up, subtract(a.centre, b.centre)));
    return [
      { ...statement, relation: "distance", metres: distanceBetween(a.centre, b.centre) },
      { ...statement, relation: "vertical_distance", metres: apart },
    ];
  });
};
