import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hilSerl } from "../../src/export/hil-serl/index.js";
import { jobOf, labelledFolder } from "../export/labelled-folder.js";
import { answerOf, pythonWith } from "./python.js";

const [leRobot, classifier] = [
  await pythonWith("lerobot.datasets.lerobot_dataset"),
  await pythonWith("transformers, lerobot.datasets.lerobot_dataset"),
];

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "hil-serl-trainer-"));
  const farAway = Array.from({ length: 12 }, (_, i) => ({
    t: i / 10,
    distances: { "distance(gripper,mug)": 0.6 },
  }));
  const one = await labelledFolder(join(root, "reach_0"));
  const job = await jobOf([one, await labelledFolder(join(root, "miss"), farAway)]);
  await mkdir(join(root, "out"));
  await hilSerl.write(join(root, "out"), job);
  for (const recording of job.recordings) await recording.close();
});
afterAll(() => rm(root, { recursive: true }));

describe.skipIf(!leRobot)("LeRobot", { timeout: 300_000 }, () => {
  it("reads pictures and labels as its reward classifier takes them", async () => {
    const seen = await answerOf(
      leRobot,
      `
import json, sys, torch
from lerobot.datasets.lerobot_dataset import LeRobotDataset
d = LeRobotDataset("local/examples", root=sys.argv[1])
b = next(iter(torch.utils.data.DataLoader(d, batch_size=len(d))))
labels = b["next.reward"]
logits = torch.zeros(len(d))
loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels)
print(json.dumps({
  "image": list(b["observation.images.camera"].shape[1:]), "labels": list(labels.shape) == [len(d)],
  "values": sorted(set(labels.tolist())), "loss": float(loss),
}))`,
      join(root, "out"),
    );
    expect(seen).toEqual({
      image: [3, 48, 64],
      labels: true,
      values: [0, 1],
      loss: expect.closeTo(Math.log(2), 5),
    });
  });
});

describe.skipIf(!classifier)("LeRobot's reward classifier", { timeout: 300_000 }, () => {
  it("learns from it, over an encoder of random weights", async () => {
    const seen = await answerOf(
      classifier,
      `
import json, sys, torch
from transformers import ResNetConfig, ResNetModel
from lerobot.datasets.lerobot_dataset import LeRobotDataset
try:
    from lerobot.rewards.classifier.configuration_classifier import RewardClassifierConfig
    from lerobot.rewards.classifier.modeling_classifier import Classifier
except ImportError:
    from lerobot.policies.sac.reward_model.configuration_classifier import RewardClassifierConfig
    from lerobot.policies.sac.reward_model.modeling_classifier import Classifier
from lerobot.configs.types import FeatureType, PolicyFeature
torch.manual_seed(0)
path = sys.argv[1] + "-encoder"
ResNetModel(ResNetConfig(embedding_size=8, hidden_sizes=[8, 8, 8, 16], depths=[1, 1, 1, 1], layer_type="basic")).save_pretrained(path)
key = "observation.images.camera"
config = RewardClassifierConfig(model_name=path, num_cameras=1, device="cpu",
  input_features={key: PolicyFeature(type=FeatureType.VISUAL, shape=(3, 128, 128))})
model = Classifier(config)
d = LeRobotDataset("local/examples", root=sys.argv[1])
b = next(iter(torch.utils.data.DataLoader(d, batch_size=len(d))))
# Its encoder's map is four by four: pictures of 128 pixels, as HIL-SERL's configurations resize them.
b[key] = torch.nn.functional.interpolate(b[key], (128, 128))
optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3)
losses = []
for _ in range(20):
    loss, told = model(b)
    optimiser.zero_grad(); loss.backward(); optimiser.step()
    losses.append(float(loss.detach()))
print(json.dumps({"first": losses[0], "last": losses[-1]}))`,
      join(root, "out"),
    );
    expect(Number.isFinite(seen.first)).toBe(true);
    expect(seen.last).toBeLessThan(seen.first);
  });
});
