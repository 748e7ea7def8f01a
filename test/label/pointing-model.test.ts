import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { type EvidenceKind, project, type Vec3 } from "../../src/core/index.js";
import { type BagSummary, labelBags } from "../../src/label/index.js";
import { decodeFacts } from "../../src/messages/index.js";
import { parseTask } from "../../src/reward/index.js";
import type { Backend } from "../../src/vlm/index.js";
import { backendThat, lengthAnswer } from "../pipeline/fakes.js";

const recording = "examples/rgbd.mcap";
const taskText = `
task: reach the bottle
gripper_frame: { frame: tool0, offset: [0 cm, 0 cm, 10 cm] }
objects: { bottle: orange tea bottle }
cameras:
  front: { image: /camera/image_raw, depth: /camera/aligned_depth_to_color/image_raw }
stages:
  reach: { potential: "tolerance(distance(gripper, bottle), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, bottle) < 1 mm" }
success: reach
`;
/** What the model says of every picture, sure as it may be of it. */
const said = lengthAnswer(0.9, 0.01);

let folder: string;
const points = new Map<bigint, readonly [gripper: Vec3, bottle: Vec3]>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pointing-"));
  const bag = await openBag(recording);
  for await (const { data } of bag.messages({ topics: ["/ground_truth/facts"] })) {
    const { stamp, facts } = decodeFacts(data);
    const { subjectPoint, objectPoint } = facts.find((fact) => fact.relation === "distance") ?? {};
    if (subjectPoint && objectPoint) points.set(stamp, [subjectPoint, objectPoint]);
  }
  await bag.close();
});
afterAll(() => rm(folder, { recursive: true }));

/** A model that points in the picture as a server's does, two pixels off, and says one length of all. */
const pointing: Backend = backendThat(async (frame, questions) => {
  const [gripper, bottle] = points.get(frame.stamp) ?? [];
  if (!gripper || !bottle) throw new Error("the truth is known of every frame");
  const at = (point: Vec3) => {
    const [u, v] = (frame.intrinsics && project(point, frame.intrinsics)) ?? [0, 0];
    return { pixel: [u + 1.5, v - 1.5] as const, visible: 1 };
  };
  return questions.map(() => ({ ...said, subject: at(gripper), object: at(bottle) }));
});

const labelled = async (
  output: string,
  evidence?: readonly EvidenceKind[],
): Promise<BagSummary> => {
  const { bags } = await labelBags({
    inputs: [recording],
    folder: join(folder, output),
    jobs: 1,
    settings: {
      task: parseTask(taskText),
      version: "test",
      csv: true,
      sidecar: false,
      ...(evidence && { evidence }),
    },
    origin: { kind: "model", backend: pointing, precision: "fp32" },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onRemark: () => undefined,
    onEnd: () => undefined,
  });
  const [bag] = bags;
  if (!bag) throw new Error("nothing was labelled");
  return bag;
};

describe("a model that points in the picture alone", () => {
  it("says what it says, where nothing else is used", async () => {
    const alone = await labelled("alone", ["model"]);
    expect(alone.truth?.mae).toBeGreaterThan(0.7);
    expect(alone.sources).toEqual([
      { key: "distance(gripper,bottle)", source: "onnx:fake", frames: 12 },
    ]);
  });

  it("tells where things are with a depth camera and the robot's kinematics, whatever it says of lengths", async () => {
    const { truth, sources, output } = await labelled("all");
    expect(truth?.mae).toBeLessThan(0.02);
    expect(truth?.spearman).toBeGreaterThan(0.5);
    expect(sources[0]).toMatchObject({ source: "depth+tf+onnx:fake" });
    expect(await readFile(join(output, "rewards.csv"), "utf8")).toContain("depth+tf+onnx:fake");
  });
});
