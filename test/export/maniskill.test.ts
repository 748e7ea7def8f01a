import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import h5wasm from "h5wasm/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { returnsOf } from "../../src/export/alignment.js";
import { maniskill } from "../../src/export/maniskill/index.js";
import { approach, jobOf, labelledFolder } from "./labelled-folder.js";

let root: string;
let folder: string;
let file: InstanceType<typeof h5wasm.File>;
let whole: number;
let discount: number;

beforeAll(async () => {
  await h5wasm.ready;
  root = await mkdtemp(join(tmpdir(), "maniskill-"));
  folder = join(root, "out");
  await mkdir(folder);
  const one = await labelledFolder(join(root, "reach_0"));
  const other = await labelledFolder(join(root, "reach_1"), approach.slice(0, 6));
  const job = await jobOf([one, other]);
  await maniskill.write(folder, job);
  for (const recording of job.recordings) await recording.close();
  const [first] = job.data.episodes;
  discount = first?.discount ?? Number.NaN;
  const rewards = (first?.transitions ?? []).map(({ reward }) => reward);
  whole = returnsOf(rewards, discount)[0] ?? Number.NaN;
  file = new h5wasm.File(join(folder, "trajectory.h5"), "r");
});
afterAll(async () => {
  file.close();
  await rm(root, { recursive: true });
});

const at = (path: string) => {
  const found = file.get(path);
  if (found instanceof h5wasm.Dataset) return found;
  throw new Error(`${path} is no data set`);
};
const numbers = (path: string): readonly number[] => {
  const { value } = at(path);
  if (value instanceof Float32Array || value instanceof Uint8Array) return [...value];
  throw new Error(`${path} has no numbers`);
};
const json = async () => JSON.parse(await readFile(join(folder, "trajectory.json"), "utf8"));

describe("ManiSkill's trajectories", () => {
  it.each([
    ["actions", [13, 3], "<f"],
    ["rewards", [13], "<f"],
    ["terminated", [13], "<B"],
    ["truncated", [13], "<B"],
    ["success", [13], "<B"],
    ["fail", [13], "<B"],
    ["obs/state", [14, 2], "<f"],
    ["obs/sensor_data/camera/rgb", [14, 48, 64, 3], "<B"],
  ])("have %s of shape %j", (name, shape, dtype) => {
    expect(at(`traj_0/${name}`)).toMatchObject({ shape, dtype });
  });

  it("are worth what the episode is, and never NaN", () => {
    const rewards = numbers("traj_0/rewards");
    expect(rewards.every(Number.isFinite)).toBe(true);
    expect(returnsOf(rewards, discount)[0]).toBeCloseTo(whole, 5);
  });

  it("terminate by success alone", () => {
    expect(numbers("traj_0/terminated").indexOf(1)).toBe(12);
    expect(numbers("traj_0/success").indexOf(1)).toBe(12);
    expect(numbers("traj_1/terminated")).not.toContain(1);
  });

  it("are listed in the JSON beside them", async () => {
    expect((await json()).episodes).toMatchObject([
      { episode_id: 0, elapsed_steps: 13, success: true },
      { episode_id: 1, elapsed_steps: 5, success: false },
    ]);
  });

  it("have nothing that a loader would trip over, and what they lack is told", async () => {
    expect(await maniskill.check(folder)).toEqual([]);
    const about = await json();
    await writeFile(join(folder, "trajectory.json"), "{");
    expect(await maniskill.check(folder)).toMatchObject([{ file: "trajectory.json" }]);
    const broken = { ...about, episodes: [{ episode_id: 1, elapsed_steps: 4 }] };
    await writeFile(join(folder, "trajectory.json"), JSON.stringify(broken));
    const problems = (await maniskill.check(folder)).map(({ what }) => what);
    await writeFile(join(folder, "trajectory.json"), JSON.stringify(about));
    expect(problems).toContain("traj_1/actions: must have 4 rows, as trajectory.json tells");
    expect(problems).toContain("traj_1/obs: must have 5 rows, one more than actions");
  });
});
