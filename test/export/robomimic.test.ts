import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import h5wasm from "h5wasm/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { robomimic } from "../../src/export/robomimic/index.js";
import { approach, jobOf, labelledFolder } from "./labelled-folder.js";

let root: string;
let folder: string;
let file: InstanceType<typeof h5wasm.File>;

beforeAll(async () => {
  await h5wasm.ready;
  root = await mkdtemp(join(tmpdir(), "robomimic-"));
  folder = join(root, "out");
  await mkdir(folder);
  const one = await labelledFolder(join(root, "reach_0"));
  const other = await labelledFolder(join(root, "reach_1"), approach.slice(0, 6));
  const job = await jobOf([one, other]);
  await robomimic.write(folder, job);
  for (const recording of job.recordings) await recording.close();
  file = new h5wasm.File(join(folder, "dataset.hdf5"), "r");
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
const attributes = (path: string) => {
  const found = file.get(path);
  if (!(found instanceof h5wasm.Group)) throw new Error(`${path} is no group`);
  return Object.fromEntries(Object.entries(found.attrs).map(([name, { value }]) => [name, value]));
};

describe("robomimic's HDF5", () => {
  it("counts transitions, one fewer than frames", () => {
    expect(attributes("data")).toMatchObject({ total: 18n });
    expect(attributes("data/demo_0")).toMatchObject({ num_samples: 13n });
    expect(attributes("data/demo_1")).toMatchObject({ num_samples: 5n });
  });

  it.each([
    ["actions", [13, 3], "<d"],
    ["rewards", [13], "<d"],
    ["dones", [13], "<q"],
    ["obs/state", [13, 2], "<d"],
    ["next_obs/state", [13, 2], "<d"],
    ["obs/image", [13, 48, 64, 3], "<B"],
    ["next_obs/image", [13, 48, 64, 3], "<B"],
  ])("has %s of shape %j", (name, shape, dtype) => {
    expect(at(`data/demo_0/${name}`)).toMatchObject({ shape, dtype });
  });

  it("is done where the episode succeeds, and nowhere else", () => {
    const dones = (demo: string): bigint[] =>
      Array.from(at(`data/${demo}/dones`).value as BigInt64Array);
    expect(dones("demo_0").indexOf(1n)).toBe(12);
    expect(dones("demo_1")).not.toContain(1n);
  });

  it("shows each next observation as the one of the step after", () => {
    for (const key of ["state", "image"]) {
      const [now, next] = ["obs", "next_obs"].map((part) => at(`data/demo_0/${part}/${key}`));
      const rest = (now?.shape ?? []).slice(1).map((): [] => []);
      expect(next?.slice([[0, 12], ...rest])).toEqual(now?.slice([[1, 13], ...rest]));
    }
  });

  it("has nothing that a loader would trip over", async () => {
    expect(await robomimic.check(folder)).toEqual([]);
  });
});
