import type { Step } from "../engine/protocol.js";
import { floats, type Port, type Tensor } from "../engine/tensor.js";
import { cachesApart, decoderName } from "./graph-names.js";
import { portOf, unlike } from "./ports.js";

/** One of a decoder's caches: keys or values of one layer. */
export interface Cache {
  readonly input: Port;
  readonly output: string;
  /** Inputs for what is kept apart, prefix and question, in graphs that `model optimize` made. */
  readonly apart: readonly Port[];
}

const past = /^past_key_values\.(\d+\.(?:key|value))$/;

/** @throws SpatialRewardError model.unsupported */
export const cachesOf = (inputs: readonly Port[], outputs: readonly Port[]): readonly Cache[] => {
  const caches = inputs.flatMap((input) => {
    const part = past.exec(input.name)?.[1];
    if (part === undefined) return [];
    const names = cachesApart.map((name) => `${name}.${part}`);
    const apart = inputs.filter(({ name }) => names.includes(name));
    return [{ input, output: portOf(decoderName, outputs, `present.${part}`).name, apart }];
  });
  if (caches.length === 0)
    throw unlike(decoderName, "must take past_key_values.N.key and .value", inputs);
  if (caches.some(({ apart }) => apart.length % cachesApart.length !== 0))
    throw unlike(decoderName, "was not written by this version; run model optimize again", inputs);
  return caches;
};

/** A cache of nothing. Its heads and their size are the graph's; rows and tokens vary. */
const blankCache = (port: Port, rows: number, tokens = 0): Tensor => {
  const [, heads, , size] = port.dims;
  if (typeof heads === "number" && typeof size === "number") {
    const dims = [rows, heads, tokens, size];
    return floats(port.type, new Float32Array(rows * heads * tokens * size), dims);
  }
  throw unlike(decoderName, `"${port.name}" must say how many heads of which size it has`, [port]);
};

/** One blank cache for all that are alike: handing buffers over to the worker takes its time, and there are many. */
const sharingBlanks = (): typeof blankCache => {
  const made = new Map<string, Tensor>();
  return (port, rows, tokens = 0) => {
    const key = [port.type, ...port.dims, rows, tokens].join();
    const blank = made.get(key) ?? blankCache(port, rows, tokens);
    made.set(key, blank);
    return blank;
  };
};

/** What a run is of: what all prompts share, the prompts from there on, or a token of their answers. */
export type Stage = "prefix" | "question" | "answer";

/** Which caches a run begins with. */
export interface Beginning {
  readonly rows: number;
  readonly stage: Stage;
  /** Rows of the run before that these go on from, and rows of the questions' run; none for a fresh start. */
  readonly from?: readonly number[];
  readonly questions?: readonly number[];
  /** Whether a prefix that all rows share has been run. */
  readonly afterPrefix: boolean;
}

/** Whether the graph takes prefix and questions apart from what is being written. */
export const takesApart = (caches: readonly Cache[]): boolean =>
  caches.every(({ apart }) => apart.length > 0);

/** Where the caches of a run are kept, in graphs that take them apart. */
export const keptUnder = (stage: Stage): string => (stage === "answer" ? "" : `${stage}/`);

type Feeding = (cache: Cache, beginning: Beginning, blank: typeof blankCache) => Step["feeds"];

/**
 * Fed apart. Where there is no prefix, or no question yet, one token that the mask leaves out stands in for it, as
 * shapes computed in a graph can't have a length of 0.
 */
const apartFeeds: Feeding = ({ input, output, apart }, beginning, blank) => {
  const { rows, stage, from, questions, afterPrefix } = beginning;
  const [prefix, question] = apart;
  if (!prefix || !question) return {};
  const answering = stage === "answer" && questions;
  return {
    [prefix.name]: afterPrefix ? { kept: `${keptUnder("prefix")}${output}` } : blank(prefix, 1, 1),
    [question.name]: answering
      ? { kept: `${keptUnder("question")}${output}`, rows: questions }
      : blank(question, 1, 1),
    [input.name]: answering && from ? { kept: output, rows: from } : blank(input, rows),
  };
};

/** Where the graph takes nothing apart, each row's caches begin with the prefix's and the question's. */
const wholeFeeds: Feeding = ({ input, output }, beginning, blank) => {
  const { rows, from, questions, afterPrefix } = beginning;
  const first = afterPrefix ? Array.from({ length: rows }, () => 0) : undefined;
  const kept = from ?? questions ?? first;
  return { [input.name]: kept ? { kept: output, rows: kept } : blank(input, rows) };
};

/** The caches' feeds. */
export const cacheFeeds = (caches: readonly Cache[], beginning: Beginning): Step["feeds"] => {
  const feeds = takesApart(caches) ? apartFeeds : wholeFeeds;
  const blank = sharingBlanks();
  return Object.assign({}, ...caches.map((cache) => feeds(cache, beginning, blank)));
};
