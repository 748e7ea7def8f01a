// Labels frames of your own, wherever they come from: here image files, taken ten times a second.
//   npm run build && npx tsc -p examples/library
//   node dist/examples/library/label-frames.js task.yaml frame1.jpg frame2.jpg …
import { readFile } from "node:fs/promises";
import type { Frame } from "spatial-reward/core";
import { frameFromFile } from "spatial-reward/messages";
import { observe, rewardStepper } from "spatial-reward/pipeline";
import { parseTask } from "spatial-reward/reward";
import { openBackend } from "spatial-reward/vlm";

/** Nanoseconds. */
const period = 100_000_000n;

const frameAt = async (path: string, index: number): Promise<Frame> => {
  const frame = await frameFromFile(await readFile(path), path, { fov: 60 });
  return { ...frame, stamp: BigInt(index) * period };
};

const [taskFile = "", ...images] = process.argv.slice(2);
const task = parseTask(await readFile(taskFile, "utf8"), { path: taskFile });
const backend = await openBackend("nano");
try {
  const look = observe(backend, task.needs);
  const reward = rewardStepper(task);
  let state = reward.start;
  for (const [index, path] of images.entries()) {
    const step = reward.step(state, await look(await frameAt(path, index)));
    state = step.state;
    const { sample } = step;
    const told = sample.valid
      ? `stage ${sample.stage}, potential ${sample.potential?.toFixed(3)}, reward ${sample.reward?.toFixed(3)}`
      : `no reward: ${sample.invalidReason}`;
    process.stdout.write(`${path}: ${told}\n`);
  }
} finally {
  await backend.close();
}
