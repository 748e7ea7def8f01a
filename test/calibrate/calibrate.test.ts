import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calibrateCamera, calibrationRecord, transformFile } from "../../src/calibrate/index.js";
import {
  compose,
  distanceBetween,
  type Pose,
  type SpatialRewardError,
} from "../../src/core/index.js";
import { differenceOf } from "../../src/hand-eye/index.js";
import { transformsFromYaml } from "../../src/messages/index.js";
import { parseTask } from "../../src/reward/index.js";
import { task as taskText } from "../cli/recording.js";
import { answerOf, backendThat } from "../pipeline/fakes.js";
import { bodyInOptical, opticalInBody, pointing, type Robot, recorded, truth } from "./robot.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "calibrate-"));
});
afterAll(() => rm(folder, { recursive: true }));

const gripper = { frame: "tool0", offset: [0, 0, 0.1] } as const;
let count = 0;

const calibrated = async (
  robot: Robot = {},
  more: Partial<Parameters<typeof calibrateCamera>[0]> = {},
) =>
  calibrateCamera({
    input: await recorded(join(folder, `${count++}.mcap`), robot),
    task: parseTask(taskText),
    gripper,
    backend: pointing,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  });

const bodyInBase: Pose = compose(truth, bodyInOptical);

describe("a camera's calibration", () => {
  it("finds where the camera stands, and tells TF of its body", async () => {
    const { estimate, link, base, lens, existing } = await calibrated();
    expect(differenceOf(estimate.pose, truth).position).toBeLessThan(0.002);
    expect({ base, lens, existing }).toEqual({
      base: "base_link",
      lens: "camera_info",
      existing: undefined,
    });
    expect(link).toMatchObject({ parent: "base_link", child: "camera_link" });
    const inBase = compose({ position: link.position, rotation: link.rotation }, opticalInBody);
    expect(differenceOf(inBase, truth).position).toBeLessThan(0.002);
    expect(distanceBetween(link.position, bodyInBase.position)).toBeLessThan(0.002);
  });

  it("tells the model's scale", async () => {
    const { estimate } = await calibrated();
    expect(estimate.scale?.factor).toBeCloseTo(2, 1);
  });

  it.each([
    { off: 0, contradicts: false },
    { off: 0.2, contradicts: true },
  ])("compares with TF's own place of the camera, $off m off", async ({ off, contradicts }) => {
    const [x, y, z] = bodyInBase.position;
    const robot = { calibrated: { ...bodyInBase, position: [x + off, y, z] as const } };
    const { existing, link } = await calibrated(robot);
    expect(existing?.position).toBeCloseTo(off, 2);
    expect(existing?.contradicts).toBe(contradicts);
    // The link by which it hangs on the robot already is the one that is replaced.
    expect(link).toMatchObject({ parent: "base_link", child: "camera_link" });
  });

  it("writes what label takes", async () => {
    const calibration = await calibrated();
    const [link] = transformsFromYaml(transformFile(calibration), "static_tf.yaml");
    expect(link).toEqual(calibration.link);
    expect(calibrationRecord(calibration).command).toMatch(
      /^ros2 run tf2_ros static_transform_publisher --x \S+ .* --frame-id base_link --child-frame-id camera_link$/,
    );
  });
});

const refused = async (robot: Robot, more: Parameters<typeof calibrated>[1] = {}) => {
  const thrown = await calibrated(robot, more).catch((error: SpatialRewardError) => error);
  return thrown instanceof Error ? `${thrown.code}: ${thrown.message}` : "none";
};

describe("what can't be calibrated says why", () => {
  it("a camera on the hand", async () => {
    expect(await refused({ wrist: true })).toMatch(/^calibrate\.moving: by TF the camera moves in/);
  });

  it("a recording without TF", async () => {
    expect(await refused({ withoutTf: true })).toMatch(/^calibrate\.frames: .*no transforms/);
  });

  it("a frame that TF doesn't know: those that there are", async () => {
    const frame = { frame: "tool1", offset: [0, 0, 0] } as const;
    expect(await refused({}, { gripper: frame })).toMatch(/^calibrate\.frames: .*tool1.*tool0/);
  });

  it("a model that doesn't point", async () => {
    const backend = backendThat(async (_, questions) =>
      questions.map(() => answerOf({ kind: "predicate", probability: 1 })),
    );
    expect(await refused({}, { backend })).toMatch(
      /^calibrate\.frames: .*onnx:fake doesn't say where in the picture the gripper is \(60 frames\)/,
    );
  });

  it("a gripper that is seldom in sight", async () => {
    let asked = 0;
    const backend = backendThat(async (frame, questions, signal) => {
      const answers = await pointing.ask(frame, questions, signal);
      const visible = asked++ % 12 === 0 ? 1 : 0.1;
      return answers.map((each) => ({
        ...each,
        ...(each.subject && { subject: { ...each.subject, visible } }),
      }));
    });
    expect(await refused({}, { backend })).toMatch(
      /^calibrate\.frames: .* in 5 frames; at least 8 are needed\. Left out: the gripper is not visible \(55 frames\)/,
    );
  });
});
