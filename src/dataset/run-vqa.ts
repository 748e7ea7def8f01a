import { join, relative, resolve, sep } from "node:path";
import { createRandom, type Relation, SpatialRewardError } from "../core/index.js";
import { generateQuestions } from "./generate-questions.js";
import { type ReadLine, readRawDataset } from "./read-dataset.js";
import { seedFor } from "./seed.js";
import { findSources, type Source } from "./sources.js";
import { writeDataset } from "./write-dataset.js";

export interface VqaProgress {
  readonly source: string;
  readonly images: number;
  readonly questions: number;
}

export interface VqaOptions {
  /** Data sets, or folders of data sets. */
  readonly sources: readonly string[];
  /** Where new data sets go, one folder each; undefined rewrites the sources' own lines. */
  readonly out?: string;
  readonly seed: number;
  readonly perImage: number;
  /** See GenerateOptions. */
  readonly kinds?: readonly Relation[];
  readonly onProgress?: (progress: VqaProgress) => void;
  readonly signal?: AbortSignal;
}

export interface VqaDataset {
  readonly source: string;
  readonly output: string;
  readonly images: number;
  readonly questions: number;
}

export interface VqaSummary {
  readonly datasets: readonly VqaDataset[];
  readonly images: number;
  readonly questions: number;
}

/** Paths in a data set have forward slashes, wherever it was made. */
const fromFolder = (folder: string, path: string): string =>
  relative(folder, path).split(sep).join("/");

const stopIfAborted = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted) {
    throw new SpatialRewardError("interrupted", "stopped; data sets already written stay");
  }
};

const progressEvery = 200;

const askAbout = async (
  source: Source,
  { out, seed, perImage, kinds, onProgress, signal }: VqaOptions,
): Promise<VqaDataset> => {
  const output = out === undefined ? source.path : join(out, source.name);
  let images = 0;
  let questions = 0;
  const report = () => onProgress?.({ source: source.path, images, questions });

  const completed = ({ raw, line }: ReadLine): object => {
    const asked = generateQuestions(
      line,
      createRandom(seedFor(seed, `${source.name}/${line.image}`)),
      { perImage, ...(kinds && { kinds }) },
    );
    images += 1;
    questions += asked.length;
    if (images % progressEvery === 0) report();
    const image = fromFolder(resolve(output), resolve(source.path, line.image));
    return { ...raw, image, questions: asked };
  };
  async function* lines(): AsyncGenerator<object> {
    for await (const read of readRawDataset(source.path)) {
      stopIfAborted(signal);
      yield completed(read);
    }
  }

  await writeDataset(output, lines());
  report();
  return { source: source.path, output, images, questions };
};

/**
 * Completes data sets with questions and answers. Each data set is replaced as a whole or not at all.
 * @throws SpatialRewardError usage.argument, dataset.invalid, output.write, interrupted
 */
export const runVqa = async (options: VqaOptions): Promise<VqaSummary> => {
  const datasets: VqaDataset[] = [];
  for (const source of await findSources(options.sources)) {
    datasets.push(await askAbout(source, options));
  }
  return {
    datasets,
    images: datasets.reduce((sum, { images }) => sum + images, 0),
    questions: datasets.reduce((sum, { questions }) => sum + questions, 0),
  };
};
