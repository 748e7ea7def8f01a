import type { Frame } from "../../core/index.js";
import { type Backend, openModel, type Precision } from "../../vlm/index.js";
import { questionFor } from "../../vqa/index.js";
import { type Taken, takenBy } from "../measure.js";

/** One call with so many questions. */
export interface OurSpeed extends Taken {
  readonly questions: number;
  /** Of that, outside the runtime. */
  readonly overheadSeconds: number;
  /** Tokens written per answer. */
  readonly tokens: number;
}

/** Different distances, so that prompts differ in length as a task's do. */
export const questionTexts = (count: number) => {
  const things = ["red mug", "blue bowl", "orange tea bottle", "can"];
  return Array.from({ length: count }, (_, at) => {
    const [subject, object] = [things[at % 4] ?? "", `${at + 1}. block`];
    return questionFor({ relation: "distance", subject, object });
  });
};

const runtime = (backend: Backend) => {
  const runs = Object.entries(backend.stats?.().runs ?? {});
  return {
    seconds: runs.reduce((sum, [, { milliseconds }]) => sum + milliseconds / 1000, 0),
    decoderRuns: runs.find(([graph]) => graph.startsWith("decoder"))?.[1].count ?? 0,
  };
};

/** Calls that are measured, after some that warm up: a task asks the same of frame after frame. */
const [warmUps, calls] = [3, 8];

/** The mean of a call. */
const speed = async (backend: Backend, frame: Frame, questions: number): Promise<OurSpeed> => {
  const asked = questionTexts(questions);
  for (let call = 0; call < warmUps; call++) await backend.ask(frame, asked);
  const before = runtime(backend);
  const taken = await takenBy(async () => {
    for (let call = 0; call < calls; call++) await backend.ask(frame, asked);
  });
  const after = runtime(backend);
  // The first run reads the question and gives the first token; with several questions one more reads their prefix.
  const tokens = (after.decoderRuns - before.decoderRuns) / calls - (questions > 1 ? 1 : 0);
  return {
    questions,
    seconds: taken.seconds / calls,
    cpuSeconds: taken.cpuSeconds / calls,
    overheadSeconds: (taken.seconds - (after.seconds - before.seconds)) / calls,
    tokens,
  };
};

/** Our engine on a model directory. Random weights would not begin with a number, so it is not left to them. */
export const ourSpeeds = async (
  folder: string,
  precision: Precision,
  frame: Frame,
  counts: readonly number[],
  threads: number,
  progress: (text: string) => void,
): Promise<readonly OurSpeed[]> => {
  const backend = await openModel(folder, { precision, leastMass: 0, threads });
  try {
    const speeds = [];
    for (const count of counts) {
      const measured = await speed(backend, frame, count);
      progress(`${precision}, ${count} questions, this engine: ${measured.seconds.toFixed(2)} s`);
      speeds.push(measured);
    }
    return speeds;
  } finally {
    await backend.close();
  }
};
