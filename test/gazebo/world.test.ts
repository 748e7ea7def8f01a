import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Pose } from "../../src/core/index.js";
import { createTruthStream, type TrueFrame } from "../../src/gazebo/index.js";
import { decoderFor, encoderFor, interfaceDefinition } from "../../src/messages/index.js";
import { fromRollPitchYaw } from "../core/rotations.js";
import { itWithCommand, repository, textOf } from "../package/repository.js";

const sdf = textOf("gazebo/tabletop.sdf");

const numbers = (text: string): readonly number[] => text.trim().split(/\s+/).map(Number);

const models = new Map(
  [...sdf.matchAll(/^ {4}<model name="(\w+)">([\s\S]*?)^ {4}<\/model>/gm)].map(
    ([, name = "", body = ""]) => [name, body],
  ),
);

/** The first pose in a model is its own. */
const poseOf = (model: string): Pose => {
  const text = /^ {6}<pose>(.*)<\/pose>/m.exec(models.get(model) ?? "")?.[1] ?? "";
  const [x = 0, y = 0, z = 0, roll = 0, pitch = 0, yaw = 0] = numbers(text);
  return { position: [x, y, z], rotation: fromRollPitchYaw(roll, pitch, yaw) };
};

const things = ["orange_tea_bottle", "blue_bowl", "green_can", "yellow_sponge", "red_mug"];

const bridge = z
  .array(
    z.strictObject({
      ros_topic_name: z.string(),
      gz_topic_name: z.string(),
      ros_type_name: z.string(),
      gz_type_name: z.string(),
      direction: z.enum(["GZ_TO_ROS", "ROS_TO_GZ"]),
      lazy: z.boolean().optional(),
    }),
  )
  .parse(parse(textOf("gazebo/bridge.yaml")));

const approach = z
  .object({
    joint_names: z.array(z.string()),
    points: z.array(
      z.object({
        positions: z.array(z.number()),
        time_from_start: z.object({ sec: z.int(), nanosec: z.int() }),
      }),
    ),
  })
  .parse(parse(textOf("gazebo/approach.yaml")));

describe("the world", () => {
  it("is of a version that Debian's and every supported ROS's parser reads", () => {
    expect(Number(/<sdf version="([\d.]+)">/.exec(sdf)?.[1])).toBeLessThanOrEqual(1.9);
  });

  itWithCommand("is valid, as libsdformat says", ["ign", "gz"], (command) => {
    const { stdout } = spawnSync(command, ["sdf", "-k", join(repository, "gazebo/tabletop.sdf")], {
      encoding: "utf8",
    });
    expect(stdout.trim()).toBe("Valid.");
  });

  it("has the things of the examples, the gripper and the camera, each telling its pose", () => {
    const told = [...models].filter(([, body]) =>
      body.includes("<topic>/ground_truth/poses</topic>"),
    );
    expect(told.map(([name]) => name).sort()).toEqual([...things, "camera", "gripper"].sort());
  });

  it("has a camera whose noise tells a still picture from a frozen one, as the tasks' max_still wants", () => {
    const noise = /<camera>[\s\S]*<noise>(.*)<\/noise>[\s\S]*<\/camera>/.exec(
      models.get("camera") ?? "",
    )?.[1];
    expect(noise).toContain("<type>gaussian</type><mean>0</mean>");
    // Of a picture from 0 to 1: more than half a grey level, or rounding would undo it.
    const stddev = Number(/<stddev>(.*)<\/stddev>/.exec(noise ?? "")?.[1]);
    expect(stddev).toBeGreaterThan(1 / 255 / 2);
    expect(stddev).toBeLessThan(0.02);
  });

  it("has what the example task asks for, by the names that it asks with", () => {
    const { objects } = z
      .object({ objects: z.record(z.string(), z.string()) })
      .parse(parse(textOf("examples/pick.yaml")));
    const names = Object.values(objects).map((name) => name.replaceAll(" ", "_"));
    expect(things).toEqual(expect.arrayContaining(names));
  });

  it("is told of as the examples are: from the camera, centre to centre", () => {
    const told: TrueFrame[] = [];
    const names = { camera: "camera", gripperFrame: "gripper", gripper: "gripper" };
    const truth = createTruthStream(names, (frame) => void told.push(frame));
    truth.takePoses(
      ["camera", "gripper", ...things].map((child) => ({
        stamp: 0n,
        parent: "tabletop",
        child,
        pose: poseOf(child),
      })),
    );
    truth.takeImage({ stamp: 0n, frameId: "optical" });
    const metres = (relation: string, subject: string, object: string): number | undefined =>
      told[0]?.facts.flatMap((fact) =>
        "metres" in fact &&
        fact.relation === relation &&
        fact.subject === subject &&
        fact.object === object
          ? [fact.metres]
          : [],
      )[0];
    expect(metres("distance", "gripper", "orange tea bottle")).toBeCloseTo(
      Math.hypot(0.31, 0.2175),
      6,
    );
    expect(metres("vertical_distance", "blue bowl", "orange tea bottle")).toBeCloseTo(0.0575, 6);
    // In view of a camera that looks at the table: in front of it, within its cone.
    for (const { name, centre } of told[0]?.things ?? []) {
      const [x, y, z] = centre;
      expect(z, name).toBeGreaterThan(0.3);
      expect(Math.abs(x / z), name).toBeLessThan(Math.tan(0.9599 / 2));
      expect(Math.abs(y / z), name).toBeLessThan((Math.tan(0.9599 / 2) * 480) / 640);
    }
  });
});

/** Of ros_gz_bridge's table of types, those that we use. */
const convertible: Readonly<Record<string, string>> = {
  "rosgraph_msgs/msg/Clock": "gz.msgs.Clock",
  "sensor_msgs/msg/Image": "gz.msgs.Image",
  "sensor_msgs/msg/CameraInfo": "gz.msgs.CameraInfo",
  "tf2_msgs/msg/TFMessage": "gz.msgs.Pose_V",
  "trajectory_msgs/msg/JointTrajectory": "gz.msgs.JointTrajectory",
};

describe("the bridge", () => {
  it.each(bridge)("carries $ros_topic_name in types that it can convert", (entry) => {
    expect(convertible[entry.ros_type_name]).toBe(entry.gz_type_name);
  });

  it("has the world's topics on Gazebo's side", () => {
    const inWorld = [...sdf.matchAll(/<topic>(.+?)<\/topic>/g)].map(([, topic]) => topic);
    // The camera sensor says it beside its image, and the server tells the time.
    const known = new Set([...inWorld, "/camera/camera_info", "/clock"]);
    expect(new Set(bridge.map(({ gz_topic_name: topic }) => topic))).toEqual(known);
  });
});

describe("the gripper's script", () => {
  const joints = [...sdf.matchAll(/<joint_name>(\w+)<\/joint_name>/g)].map(([, name]) => name);

  it("moves the joints that the controller has", () => {
    expect(approach.joint_names).toEqual(joints);
    for (const { positions } of approach.points) expect(positions).toHaveLength(joints.length);
  });

  it("is a JointTrajectory", () => {
    const type = "trajectory_msgs/msg/JointTrajectory";
    const schema = { messageEncoding: "cdr", schemaEncoding: "ros2msg" } as const;
    const decode = decoderFor({ ...schema, type, definition: interfaceDefinition(type) });
    expect(decode(encoderFor(type)(approach))).toMatchObject({
      joint_names: approach.joint_names,
      points: approach.points.map(({ positions, time_from_start }) => ({
        positions: Float64Array.from(positions),
        time_from_start,
      })),
    });
  });

  it("goes forward in time", () => {
    const times = approach.points.map(
      ({ time_from_start: { sec, nanosec } }) => sec + nanosec / 1e9,
    );
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
  });

  it("stays within the joints' limits", () => {
    for (const [i, joint] of approach.joint_names.entries()) {
      const body = new RegExp(
        `<joint name="${joint}"[\\s\\S]*?<lower>(.+?)</lower><upper>(.+?)</upper>`,
      );
      const [, lower, upper] = body.exec(sdf) ?? [];
      for (const { positions } of approach.points) {
        expect(positions[i]).toBeGreaterThanOrEqual(Number(lower));
        expect(positions[i]).toBeLessThanOrEqual(Number(upper));
      }
    }
  });

  it("ends with the bottle lifted by what the example task wants", () => {
    const z = approach.joint_names.indexOf("z");
    const [before, after] = approach.points
      .slice(-2)
      .map(({ positions }) => positions[z] ?? Number.NaN);
    expect((after ?? 0) - (before ?? 0)).toBeGreaterThan(0.12 - 0.0575);
  });
});
