import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { labelBag } from "../label/index.js";
import { parseTask, type Task } from "../reward/index.js";
import { type Backend, openBackend } from "../vlm/index.js";
import { nanoCanvas } from "./nano-canvas.js";

export interface LabelSpeed {
  readonly questions: number;
  readonly framesPerSecond: number;
  /** The same questions put one after the other: each encodes the image again. */
  readonly oneAtATime: number;
}

const objects: Readonly<Record<string, string>> = {
  bottle: "orange tea bottle",
  bowl: "blue bowl",
  can: "green can",
  sponge: "yellow sponge",
  mug: "red mug",
};

/** Distances between the gripper and five things, and among those: 15 of them, and one gap. */
const facts = (): readonly string[] => {
  const names = ["gripper", ...Object.keys(objects)];
  const distances = names.flatMap((a, at) =>
    names.slice(at + 1).map((b) => `distance(${a}, ${b})`),
  );
  return [...distances, "gap(gripper, bottle)"];
};

/** A task that asks so many questions a frame (at most 16). */
export const taskAsking = (questions: number): Task => {
  const asked = facts().slice(0, questions);
  const nearest = asked.length > 1 ? `min(${asked.join(", ")})` : asked.join("");
  return parseTask(`task: a bench of ${questions} questions
gripper: gripper
objects: ${JSON.stringify(objects)}
discount_per_second: 0.9
success_reward: 1
stages:
  all:
    potential: "tolerance(${nearest}, 0 cm, 2 cm, 40 cm)"
    until: "${nearest} < 1 mm"
    hold: 100 s
success: all
`);
};

const oneByOne = (backend: Backend): Backend => ({
  ...backend,
  ask: async (frame, questions, signal) => {
    const answers = [];
    for (const question of questions)
      answers.push(...(await backend.ask(frame, [question], signal)));
    return answers;
  },
});

const speed = async (input: string, task: Task, backend: Backend): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), "spatial-reward-bench-"));
  try {
    const { framesPerSecond } = await labelBag({
      input,
      output: join(folder, "out"),
      settings: { task, version: "bench", csv: false, sidecar: true },
      origin: { kind: "model", backend, precision: "fp32" },
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onRemark: () => undefined,
    });
    return framesPerSecond;
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** A model that takes no time: it is given its pixels and says the same of everything. */
const noModel = (backend: Backend): Backend => ({
  ...backend,
  ask: async (frame, questions) => {
    await frame.rgb(nanoCanvas);
    const reading = { kind: "length", metres: 0.2, stddev: 0.02 } as const;
    return questions.map(() => ({ text: "20 cm", reading, confidence: 1 }));
  },
});

export interface Overhead {
  readonly questions: number;
  /** Of the whole job but for the model: from the recording to the report. */
  readonly millisecondsPerFrame: number;
  /** Of all threads: what the same takes on a machine with other things to do. */
  readonly cpuMillisecondsPerFrame: number;
}

/** What a frame costs when the model costs nothing. */
export const overhead = async (
  input: string,
  spec: string,
  questions: number,
): Promise<Overhead> => {
  const backend = await openBackend(spec);
  try {
    const task = taskAsking(questions);
    await speed(input, task, noModel(backend)); // the first run pays for warming up
    const before = process.cpuUsage();
    const started = performance.now();
    const framesPerSecond = await speed(input, task, noModel(backend));
    const frames = (framesPerSecond * (performance.now() - started)) / 1000;
    const { user, system } = process.cpuUsage(before);
    return {
      questions,
      millisecondsPerFrame: 1000 / framesPerSecond,
      cpuMillisecondsPerFrame: (user + system) / 1000 / frames,
    };
  } finally {
    await backend.close();
  }
};

/** Frames a second of the whole job, from the recording to the report. */
export const labelSpeed = async (
  input: string,
  spec: string,
  counts: readonly number[],
): Promise<readonly LabelSpeed[]> => {
  const backend = await openBackend(spec);
  try {
    await speed(input, taskAsking(1), backend); // the first run pays for warming up
    const results: LabelSpeed[] = [];
    for (const questions of counts) {
      const task = taskAsking(questions);
      results.push({
        questions,
        framesPerSecond: await speed(input, task, backend),
        oneAtATime: await speed(input, task, oneByOne(backend)),
      });
    }
    return results;
  } finally {
    await backend.close();
  }
};
