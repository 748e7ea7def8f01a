import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { returnsOf } from "../../src/export/alignment.js";
import { rlds } from "../../src/export/rlds/index.js";
import { approach, jobOf, labelledFolder } from "../export/labelled-folder.js";
import { answerOf, pythonWith } from "./python.js";

const python = await pythonWith("tensorflow_datasets, tensorflow");

let root: string;
let discount: number;
let whole: number;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "rlds-trainer-"));
  const one = await labelledFolder(join(root, "reach_0"));
  const other = await labelledFolder(join(root, "reach_1"), approach.slice(0, 6));
  const job = await jobOf([one, other]);
  await mkdir(join(root, "out"));
  await rlds.write(join(root, "out"), job);
  for (const recording of job.recordings) await recording.close();
  const [first] = job.data.episodes;
  discount = first?.discount ?? Number.NaN;
  const rewards = (first?.transitions ?? []).map(({ reward }) => reward);
  whole = returnsOf(rewards, discount)[0] ?? Number.NaN;
});
afterAll(() => rm(root, { recursive: true }));

const read = `
import json, sys
import numpy as np, tensorflow as tf, tensorflow_datasets as tfds
builder = BUILDER
episodes = list(builder.as_dataset(split="train"))
steps = [list(e["steps"].as_numpy_iterator()) for e in episodes]
first = steps[0]
batch = next(iter(builder.as_dataset(split="train").flat_map(lambda e: e["steps"]).batch(4)))
print(json.dumps({
  "episodes": builder.info.splits["train"].num_examples,
  "steps": [len(s) for s in steps],
  "image": list(batch["observation"]["image"].shape), "state": list(first[0]["observation"]["state"].shape),
  "action": list(batch["action"].shape), "dtype": str(first[0]["action"].dtype),
  "task": first[0]["language_instruction"].decode(),
  "last": [[bool(s[-1]["is_last"]), bool(s[-1]["is_terminal"])] for s in steps],
  "distance": list(np.shape(first[0]["spatial"]["distance"])),
  "success": bool(episodes[0]["episode_metadata"]["success"]),
  "return": sum(float(s["reward"]) * float(sys.argv[2]) ** k for k, s in enumerate(first)),
}))`;

describe.skipIf(!python)("TFDS", { timeout: 300_000 }, () => {
  it.each([
    [
      "tfds.builder_from_directory",
      `tfds.builder_from_directory(sys.argv[1] + "/spatial_reward/1.0.0")`,
    ],
    ["tfds.builder, by the name", `tfds.builder("spatial_reward", data_dir=sys.argv[1])`],
  ])("opens the data set by %s; the return is ours", async (_, builder) => {
    const code = read.replace("BUILDER", builder);
    expect(await answerOf(python, code, join(root, "out"), String(discount))).toEqual({
      episodes: 2,
      steps: [14, 6],
      image: [4, 48, 64, 3],
      state: [2],
      action: [4, 3],
      dtype: "float32",
      task: "reach the red mug",
      last: [
        [true, true],
        [true, false],
      ],
      distance: [1],
      success: true,
      return: expect.closeTo(whole, 5),
    });
  });
});
