import { performance } from "node:perf_hooks";
import { type Failure, type Frame, failureOf } from "../core/index.js";
import { parseQuestion, questionFor } from "../vqa/index.js";
import type { Backend, Understood, UnknownWord } from "./backend.js";
import { graphVariants, type Precision, readModelType } from "./engine/model-directory.js";
import { families } from "./families.js";
import { decoderName, encoderName, fasterNames } from "./generative/graph-names.js";
import type { ModelOptions } from "./model-options.js";
import { openModel } from "./open.js";

/** How long a grey image takes with so many questions, the second time. */
export interface Speed {
  readonly questions: number;
  readonly milliseconds: number;
}

/** What a model of a closed vocabulary makes of a phrase; neither: it knows every word. */
export interface PhraseReport {
  readonly phrase: string;
  readonly understood?: Understood;
  /** They keep it from being asked about. */
  readonly unknownWords?: readonly UnknownWord[];
}

/** What a model directory is, and what is wrong with it. */
export interface ModelReport {
  readonly folder: string;
  /** `model_type`, where config.json says it. */
  readonly type?: string;
  readonly graphs: Readonly<Record<string, readonly Precision[]>>;
  /** The graphs that `model optimize` has made faster ones of. */
  readonly optimized: readonly string[];
  readonly speed: readonly Speed[];
  /** Words for things that it can be asked about; absent where it takes any word, or does not open. */
  readonly vocabulary?: readonly string[];
  /** What becomes of the phrases that were given, where there are any. */
  readonly phrases?: readonly PhraseReport[];
  readonly problems: readonly Failure[];
}

const phraseReport = (phrase: string, backend: Backend): PhraseReport => {
  const question = questionFor({ relation: "visible", subject: phrase, object: "" });
  const unknownWords = backend.vocabulary?.unknownIn(question) ?? [];
  const [understood] = backend.understoodIn?.(question) ?? [];
  return {
    phrase,
    ...(understood && { understood }),
    ...(unknownWords.length > 0 && { unknownWords }),
  };
};

const questionCounts = [1, 4];

const grey: Frame = {
  stamp: 0n,
  camera: "check",
  frameId: "",
  width: 640,
  height: 480,
  rgb: async (size = { width: 640, height: 480 }) => ({
    ...size,
    data: new Uint8Array(size.width * size.height * 3).fill(128),
  }),
};

const speedOf = async (backend: Backend, questions: number): Promise<Speed> => {
  const question = parseQuestion("How far is the gripper from the red mug?");
  const asked = Array.from({ length: questions }, () => question);
  await backend.ask(grey, asked); // the first run pays for warming up
  const started = performance.now();
  await backend.ask(grey, asked);
  return { questions, milliseconds: performance.now() - started };
};

/** What fails is a problem, and no more. */
const attempt = async <T>(work: () => Promise<T>, problems: Failure[]): Promise<T | undefined> => {
  try {
    return await work();
  } catch (thrown) {
    problems.push(failureOf(thrown, "model.failed"));
    return undefined;
  }
};

/** Of the graphs that a directory has, those that there is a faster one of in some precision. */
const optimizedOf = async (
  folder: string,
  names: readonly string[],
): Promise<readonly string[]> => {
  const optimized: string[] = [];
  // Other families' graphs have these names, too, but none of them is made faster.
  if (!names.includes(decoderName)) return optimized;
  for (const name of [encoderName, decoderName] as const) {
    const there = await graphVariants(folder, fasterNames[name]).catch(() => []);
    if (there.length > 0) optimized.push(name);
  }
  return optimized;
};

/** Looks at a model directory, and asks it something: all problems at once, none of them thrown. */
export const checkModel = async (
  folder: string,
  { phrases = [], ...options }: ModelOptions & { readonly phrases?: readonly string[] } = {},
): Promise<ModelReport> => {
  const problems: Failure[] = [];
  const type = await attempt(() => readModelType(folder), problems);
  const graphs: Record<string, readonly Precision[]> = {};
  for (const name of families.get(type ?? "")?.graphs ?? []) {
    const variants = await attempt(() => graphVariants(folder, name), problems);
    graphs[name] = (variants ?? []).map(({ precision }) => precision);
  }
  const speed: Speed[] = [];
  const backend =
    problems.length === 0 ? await attempt(() => openModel(folder, options), problems) : undefined;
  if (backend)
    await attempt(async () => {
      for (const count of questionCounts) speed.push(await speedOf(backend, count));
    }, problems);
  await backend?.close();
  const optimized = await optimizedOf(folder, Object.keys(graphs));
  const vocabulary = backend?.vocabulary?.words;
  return {
    folder,
    ...(type === undefined ? {} : { type }),
    graphs,
    optimized,
    speed,
    ...(vocabulary === undefined ? {} : { vocabulary }),
    ...(backend && phrases.length > 0
      ? { phrases: phrases.map((phrase) => phraseReport(phrase, backend)) }
      : {}),
    problems,
  };
};
