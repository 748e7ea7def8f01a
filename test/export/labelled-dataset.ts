import { formatNamed, runExport } from "../../src/export/index.js";
import { labelBags } from "../../src/label/index.js";
import { parseTask } from "../../src/reward/index.js";
import { sourcesAt } from "../../src/source/index.js";
import { backendThat, lengthAnswer } from "../pipeline/fakes.js";

/** Three episodes of eight frames or so, two cameras. */
export const dataset = "test/fixtures/lerobot/image";

const taskText = `
task: reach the mug
objects: { mug: red mug }
cameras: { front: observation.images.front }
discount_per_second: 0.5
stages:
  reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, mug) < 1 mm" }
success: reach
`;

/** Nearer with every frame. */
const nearing = backendThat(async ({ stamp }, questions) =>
  questions.map(() => lengthAnswer(0.5 - Number(stamp) / 1e10, 0.01)),
);

/** Labels the dataset, its labels apart, into a folder. */
export const labelDataset = async (folder: string): Promise<void> => {
  const { bags } = await labelBags({
    inputs: await sourcesAt(dataset),
    folder,
    jobs: 1,
    settings: {
      task: parseTask(taskText),
      version: "test",
      csv: false,
      sidecar: true,
    },
    origin: { kind: "model", backend: nearing, precision: "fp32" },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onRemark: () => undefined,
    onEnd: () => undefined,
  });
  const failure = bags.find(({ error }) => error)?.error;
  if (failure) throw new Error(failure.message);
};

export const exportSidecar = (labelled: string, output: string, fps?: number) =>
  runExport({
    inputs: [labelled],
    output,
    overwrite: true,
    format: formatNamed("lerobot-sidecar"),
    settings: {
      state: [],
      action: [],
      sources: [dataset],
      pictures: false,
      version: "test",
      ...(fps !== undefined && { fps }),
    },
    signal: new AbortController().signal,
    onEpisode: () => undefined,
  });
