import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatNamed } from "../../src/export/index.js";
import { exportSidecar, labelDataset } from "../export/labelled-dataset.js";
import { approach, jobOf, labelledFolder } from "../export/labelled-folder.js";
import { answerOf, pythonWith } from "./python.js";

const [leRobot, hdf5] = [
  await pythonWith("lerobot.datasets.lerobot_dataset"),
  await pythonWith("h5py"),
];
const robomimic = await pythonWith("robomimic.utils.dataset");

let root: string;
const returns: number[] = [];
let discount = Number.NaN;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "trainers-"));
  const one = await labelledFolder(join(root, "reach_0"));
  const other = await labelledFolder(join(root, "reach_1"), approach.slice(0, 6));
  for (const name of ["lerobot", "robomimic", "maniskill"]) {
    const job = await jobOf([one, other]);
    await mkdir(join(root, name));
    await formatNamed(name).write(join(root, name), job);
    for (const recording of job.recordings) await recording.close();
    for (const { transitions, discount: gamma } of job.data.episodes) {
      discount = gamma;
      returns.push(transitions.reduce((sum, { reward }, k) => sum + reward * gamma ** k, 0));
    }
  }
});
afterAll(() => rm(root, { recursive: true }));

describe.skipIf(!leRobot)(
  "LeRobot's reward-aligned behaviour cloning",
  { timeout: 300_000 },
  () => {
    it("finds progress for every row of the dataset, and weighs its frames by it", async () => {
      await labelDataset(join(root, "labelled"));
      await exportSidecar(join(root, "labelled"), join(root, "sidecar"));
      const seen = await answerOf(
        leRobot,
        `
import json, sys, torch
from lerobot.utils.rabc import RABCWeights
r = RABCWeights(sys.argv[1] + "/sarm_progress.parquet", chunk_size=3, device="cpu")
weights, stats = r.compute_batch_weights({"index": torch.arange(len(r.progress_lookup))})
print(json.dumps({
  "rows": len(r.progress_lookup), "episodes": len(r.episode_boundaries),
  "finite": bool(torch.isfinite(weights).all()), "mean": float(weights.mean()),
}))`,
        join(root, "sidecar"),
      );
      expect(seen).toEqual({ rows: 24, episodes: 3, finite: true, mean: expect.closeTo(1, 5) });
    });
  },
);

describe.skipIf(!leRobot)("LeRobot's own loader", { timeout: 300_000 }, () => {
  it("reads the data set, a batch of it, and its task; the return is ours", async () => {
    const seen = await answerOf(
      leRobot,
      `
import json, sys, torch
from lerobot.datasets.lerobot_dataset import LeRobotDataset
d = LeRobotDataset("local/export", root=sys.argv[1])
batch = next(iter(torch.utils.data.DataLoader(d, batch_size=4)))
rows = [d[i] for i in range(len(d))]
first = [r for r in rows if int(r["episode_index"]) == 0]
gamma = float(first[0]["complementary_info.discount"])
print(json.dumps({
  "rows": len(d), "episodes": d.num_episodes, "task": batch["task"][0],
  "image": list(batch["observation.images.camera"].shape), "action": list(batch["action"].shape),
  "return": sum(float(r["next.reward"]) * gamma ** k for k, r in enumerate(first)),
}))`,
      join(root, "lerobot"),
    );
    expect(seen).toEqual({
      rows: 18,
      episodes: 2,
      task: "reach the red mug",
      image: [4, 3, 48, 64],
      action: [4, 3],
      return: expect.closeTo(returns[0] ?? Number.NaN, 5),
    });
  });
});

describe.skipIf(!robomimic)("robomimic's own SequenceDataset", { timeout: 300_000 }, () => {
  it("reads sequences of a batch, with what follows them", async () => {
    const seen = await answerOf(
      robomimic,
      `
import json, sys, torch
import robomimic.utils.obs_utils as ObsUtils
from robomimic.utils.dataset import SequenceDataset
ObsUtils.initialize_obs_utils_with_obs_specs({"obs": {"low_dim": ["state"], "rgb": ["image"]}})
d = SequenceDataset(sys.argv[1] + "/dataset.hdf5", obs_keys=("state", "image"),
  dataset_keys=("actions", "rewards", "dones"), frame_stack=1, seq_length=4, pad_frame_stack=True,
  pad_seq_length=True, get_pad_mask=False, goal_mode=None, hdf5_cache_mode=None, hdf5_use_swmr=True,
  hdf5_normalize_obs=False, filter_by_attribute=None, load_next_obs=True)
b = next(iter(torch.utils.data.DataLoader(d, batch_size=3)))
print(json.dumps({
  "rows": len(d), "demos": d.n_demos, "actions": list(b["actions"].shape), "rewards": list(b["rewards"].shape),
  "image": list(b["obs"]["image"].shape), "next": list(b["next_obs"]["state"].shape),
}))`,
      join(root, "robomimic"),
    );
    expect(seen).toEqual({
      rows: 18,
      demos: 2,
      actions: [3, 4, 3],
      rewards: [3, 4],
      image: [3, 4, 48, 64, 3],
      next: [3, 4, 2],
    });
  });
});

describe.skipIf(!hdf5)("h5py", { timeout: 60_000 }, () => {
  it("reads robomimic's file as robomimic does", async () => {
    const seen = await answerOf(
      hdf5,
      `
import h5py, json, sys
f = h5py.File(sys.argv[1] + "/dataset.hdf5", "r", swmr=True, libver="latest")
demo = f["data/demo_0"]
print(json.dumps({
  "total": int(f["data"].attrs["total"]), "samples": int(demo.attrs["num_samples"]),
  "env": json.loads(f["data"].attrs["env_args"])["env_name"],
  "image": list(demo["next_obs/image"].shape), "actions": list(demo["actions"].shape),
  "dones": int(demo["dones"][()].sum()), "rewards": str(demo["rewards"].dtype),
}))`,
      join(root, "robomimic"),
    );
    expect(seen).toEqual({
      total: 18,
      samples: 13,
      env: "reach the red mug",
      image: [13, 48, 64, 3],
      actions: [13, 3],
      dones: 1,
      rewards: "float64",
    });
  });

  it("reads ManiSkill's trajectories; the return is ours", async () => {
    const seen = await answerOf(
      hdf5,
      `
import h5py, json, sys
path = sys.argv[1] + "/trajectory.h5"
about = json.load(open(path.replace(".h5", ".json")))
first = about["episodes"][0]
f = h5py.File(path, "r")
one = f[f"traj_{first['episode_id']}"]
n = len(one["actions"])
print(json.dumps({
  "rows": n, "told": first["elapsed_steps"], "success": first["success"],
  "image": list(one["obs/sensor_data/camera/rgb"].shape), "state": list(one["obs/state"].shape),
  "terminated": int(one["terminated"][()].sum()), "rewards": str(one["rewards"].dtype),
  "return": sum(float(r) * float(sys.argv[2]) ** k for k, r in enumerate(one["rewards"])),
}))`,
      join(root, "maniskill"),
      String(discount),
    );
    expect(seen).toEqual({
      rows: 13,
      told: 13,
      success: true,
      image: [14, 48, 64, 3],
      state: [14, 2],
      terminated: 1,
      rewards: "float32",
      return: expect.closeTo(returns[0] ?? Number.NaN, 5),
    });
  });
});
