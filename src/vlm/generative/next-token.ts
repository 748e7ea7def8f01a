import { SpatialRewardError } from "../../core/index.js";
import { type Tensor, type Tensors, toFloat32 } from "../engine/tensor.js";

/** What a step tells of the token that comes next in one sequence. */
export interface NextToken {
  /** The most probable one. */
  readonly best: number;
  /** Natural logarithm of a token's probability; −∞ for one that nobody said they would read. */
  logProbability(token: number): number;
}

/** Outputs of a decoder that tells this itself; `model optimize` writes such decoders. */
export const toldOutputs = {
  logProbabilities: "next_token/log_probabilities",
  best: "next_token/best",
  bestLogProbability: "next_token/best_log_probability",
  /** How many logits are NaN or infinite: none of the others tells, and a runtime's maximum drops a NaN. */
  broken: "next_token/not_finite",
} as const;

/** The input that says for which tokens it tells their probability. */
export const toldInput = "next_token/read";

/** log Σ exp, of all logits: what makes probabilities of them. */
const logSumExp = (logits: Float32Array): number => {
  let highest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > highest) highest = logit;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - highest);
  return highest + Math.log(sum);
};

const argmax = (logits: Float32Array): number => {
  let best = 0;
  for (let at = 1; at < logits.length; at++) if ((logits[at] ?? 0) > (logits[best] ?? 0)) best = at;
  return best;
};

const notFinite = (row: number, count: number): SpatialRewardError =>
  new SpatialRewardError(
    "model.failed",
    `${count} of the logits in row ${row} are NaN or infinite: the model's weights or its precision don't work here`,
  );

const requireFinite = (logits: Float32Array, row: number): Float32Array => {
  if (logits.every(Number.isFinite)) return logits;
  throw notFinite(row, logits.filter((logit) => !Number.isFinite(logit)).length);
};

export const fromLogits = (logits: Float32Array): NextToken => {
  const total = logSumExp(logits);
  return {
    best: argmax(logits),
    logProbability: (token) => (logits[token] ?? Number.NEGATIVE_INFINITY) - total,
  };
};

const rowsOfLogits = (logits: Tensor | undefined, rows: number): readonly NextToken[] => {
  const [count, length, vocabulary] = logits?.dims ?? [];
  if (!logits || count !== rows || !length || !vocabulary)
    throw new SpatialRewardError(
      "model.failed",
      `logits must be [${rows}, tokens, vocabulary]; got [${logits?.dims.join(", ") ?? ""}]`,
    );
  const values = toFloat32(logits);
  return Array.from({ length: rows }, (_, row) =>
    fromLogits(
      requireFinite(
        values.subarray(((row + 1) * length - 1) * vocabulary, (row + 1) * length * vocabulary),
        row,
      ),
    ),
  );
};

const rowsTold = (
  values: Float32Array,
  best: readonly (readonly [token: number, logProbability: number])[],
  read: readonly number[],
): readonly NextToken[] => {
  const places = new Map(read.map((token, at) => [token, at]));
  return best.map(([token, logProbability], row) => ({
    best: token,
    logProbability: (wanted) => {
      if (wanted === token) return logProbability;
      const at = places.get(wanted);
      if (at === undefined) return Number.NEGATIVE_INFINITY;
      return values[row * read.length + at] ?? Number.NEGATIVE_INFINITY;
    },
  }));
};

/**
 * The last token of each row, from whichever outputs a decoder has; `read` as it was told.
 * @throws SpatialRewardError model.failed when they are not what they should be: NaN and infinite logits say nothing
 */
export const readNext = (
  outputs: Tensors,
  rows: number,
  read: readonly number[],
): readonly NextToken[] => {
  const {
    [toldOutputs.logProbabilities]: told,
    [toldOutputs.best]: best,
    [toldOutputs.bestLogProbability]: sure,
    [toldOutputs.broken]: broken,
  } = outputs;
  if (!told || !best || !sure || !broken) return rowsOfLogits(outputs.logits, rows);
  for (const [row, count] of toFloat32(broken).entries())
    if (count !== 0) throw notFinite(row, count);
  const sureness = toFloat32(sure);
  const bests = Array.from(best.data, Number).map(
    (token, row) => [token, sureness[row] ?? Number.NaN] as const,
  );
  return rowsTold(toFloat32(told), bests, read);
};
