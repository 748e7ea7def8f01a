import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { png } from "../../src/export/png.js";
import { isPictureTopic, pictureReader } from "../../src/messages/index.js";
import { tolerance } from "../../src/reward/tolerance.js";
import { run } from "../cli/program.js";
import { pythonWith, runPython } from "./python.js";

const python = await pythonWith("lerobot.rewards.pretrained, onnxruntime, pyvips, tokenizers");
const root = resolve(import.meta.dirname, "../..");
const question = "How far is the gripper from the orange tea bottle?";
const shown = [0, 20, 45, 60];

let folder: string;
let files: readonly string[];

/** Some frames of the bundled example, as files. */
const frames = async (): Promise<readonly string[]> => {
  const bag = await openBag(join(root, "examples/pick.mcap"));
  const topic = bag.topics.find(isPictureTopic);
  if (!topic) throw new Error("the example has no camera");
  const { name, ...schema } = topic;
  const reader = pictureReader({ ...schema, topic: name });
  const written: string[] = [];
  let frame = 0;
  for await (const { data } of bag.messages({ topics: [name] })) {
    if (shown.includes(frame)) {
      const path = join(folder, `${frame}.png`);
      await writeFile(path, await png(await reader.picture(data).rgb()));
      written.push(path);
    }
    frame += 1;
  }
  await bag.close();
  return written;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plugin-"));
  files = await frames();
});
afterAll(() => rm(folder, { recursive: true }));

const program = `
import json, sys
import numpy as np, torch
from PIL import Image
import lerobot_policy_spatial_reward
from lerobot.configs.rewards import RewardModelConfig
from lerobot.rewards.factory import make_reward_model, make_reward_model_config, make_reward_pre_post_processors
config = make_reward_model_config("spatial_reward", model_dir=sys.argv[1], object="orange tea bottle", fov_degrees=60, device="cpu")
model = make_reward_model(config)
before, _ = make_reward_pre_post_processors(config)
pictures = torch.stack([torch.from_numpy(np.asarray(Image.open(p).convert("RGB")).copy()).permute(2, 0, 1) / 255 for p in sys.argv[3:]])
batch = before({"observation.images.front": pictures})
answers = model.answers(batch)
rewards = model.compute_reward(batch)
model.save_pretrained(sys.argv[2])
again = make_reward_model(RewardModelConfig.from_pretrained(sys.argv[2]))
print(json.dumps({
  "metres": [a.metres for a in answers], "stddev": [a.stddev for a in answers], "rewards": rewards.tolist(),
  "trainable": model.is_trainable, "again": again.compute_reward(batch).tolist(),
}))`;

describe.skipIf(!python)("LeRobot's reward model spatial_reward", { timeout: 300_000 }, () => {
  it("answers what the command line answers, within 1e-4, and is worth its potential", async () => {
    const args = [join(root, "models/nano"), join(folder, "saved"), ...files];
    const env = { PYTHONPATH: join(root, "examples/lerobot-plugin") };
    const { stdout } = await runPython(python ?? "", program, args, env);
    const told = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    for (const [i, file] of files.entries()) {
      const ended = await run(["ask", file, question, "--fov", "60", "--json"]);
      const [answer] = JSON.parse(ended.out).answers;
      expect(Math.abs(told.metres[i] - answer.metres)).toBeLessThan(1e-4);
      expect(Math.abs(told.stddev[i] - answer.stddev)).toBeLessThan(1e-4);
      expect(told.rewards[i]).toBeCloseTo(tolerance(answer.metres, 0, 0.02, 0.4), 4);
    }
    expect(told.again).toEqual(told.rewards);
    expect(told.trainable).toBe(false);
  });
});
