import type { Step } from "../engine/protocol.js";
import { floats, type Port, type Tensor } from "../engine/tensor.js";
import { decoderName } from "./graph-names.js";
import { portOf, unlike } from "./ports.js";

/** One of a decoder's caches: keys or values of one layer. */
export interface Cache {
  readonly input: Port;
  readonly output: string;
  /** The input for a shared prefix's part, in graphs that `model optimize` made. */
  readonly prefix?: Port;
}

const past = /^past_key_values\.(\d+\.(?:key|value))$/;

/** @throws SpatialRewardError model.unsupported */
export const cachesOf = (inputs: readonly Port[], outputs: readonly Port[]): readonly Cache[] => {
  const caches = inputs.flatMap((input) => {
    const part = past.exec(input.name)?.[1];
    if (part === undefined) return [];
    const prefix = inputs.find(({ name }) => name === `prefix_key_values.${part}`);
    const output = portOf(decoderName, outputs, `present.${part}`).name;
    return [{ input, output, ...(prefix ? { prefix } : {}) }];
  });
  if (caches.length > 0) return caches;
  throw unlike(decoderName, "must take past_key_values.N.key and .value", inputs);
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

/** Which caches a run begins with. */
export interface Beginning {
  readonly rows: number;
  /** Rows of the run before that these go on from. */
  readonly from?: readonly number[];
  /** Whether a prefix that all rows share has been run. */
  readonly afterPrefix: boolean;
}

/** Where a shared prefix's caches are kept when they are fed apart from the rows' own. */
export const prefixCaches = "prefix/";

/** Whether the graph takes a shared prefix's caches apart from the rows' own. */
export const takesPrefix = (caches: readonly Cache[]): boolean =>
  caches.every(({ prefix }) => prefix !== undefined);

/**
 * Fed apart: each row's own caches hold what follows the prefix. Where there is none, one token that the mask leaves
 * out stands in for it, as shapes computed in a graph can't have a length of 0.
 */
const apart = (caches: readonly Cache[], { afterPrefix }: Beginning): Step["feeds"] =>
  Object.fromEntries(
    caches.flatMap(({ output, prefix }) =>
      prefix
        ? [
            [
              prefix.name,
              afterPrefix ? { kept: `${prefixCaches}${output}` } : blankCache(prefix, 1, 1),
            ],
          ]
        : [],
    ),
  );

/** The caches' feeds. Where the graph takes no prefix apart, each row's caches begin with the prefix's. */
export const cacheFeeds = (caches: readonly Cache[], beginning: Beginning): Step["feeds"] => {
  const { rows, from, afterPrefix } = beginning;
  const sharing = takesPrefix(caches);
  const first = afterPrefix && !sharing ? Array.from({ length: rows }, () => 0) : undefined;
  const kept = from ?? first;
  const own = caches.map(({ input, output }) => [
    input.name,
    kept ? { kept: output, rows: kept } : blankCache(input, rows),
  ]);
  return { ...Object.fromEntries(own), ...(sharing ? apart(caches, beginning) : {}) };
};
