import type { Step } from "../engine/protocol.js";
import { floats, int64, type Port, type Tensor, tensorOf } from "../engine/tensor.js";
import { type Beginning, cacheFeeds, cachesOf, keptUnder, takesApart } from "./caches.js";
import { deepInputs } from "./embed.js";
import { decoderName as name } from "./graph-names.js";
import { toldInput, toldOutputs } from "./next-token.js";
import { checkInputs, graphOf, type Ports, portOf, unlike } from "./ports.js";

/** Of each new token, for decoders that are told more of an image than its vectors. */
export interface ImageTokens {
  /** rows × length: 1 for the image's. */
  readonly types: readonly number[];
  /** Each rows × length × hidden size: deep features in the image's places, 0 elsewhere. */
  readonly deep: readonly Float32Array[];
}

/** What a run of the decoder is given. All lists are a row a sequence. */
export interface DecoderInput extends Omit<Beginning, "rows"> {
  /** rows × length × hidden size. */
  readonly embeds: Float32Array;
  readonly length: number;
  /** 1 where a token is, 0 where padding is; prefix, past and new tokens. */
  readonly mask: readonly (readonly number[])[];
  /** For each row of `position_ids`, for each sequence: positions of the new tokens. */
  readonly positions: readonly (readonly (readonly number[])[])[];
  /** Where the image's tokens are among the new ones; none for a run without any. */
  readonly image?: ImageTokens;
  /** Whether a later run goes on from here. */
  readonly keep: boolean;
  /** The tokens whose probabilities are asked for, at the end of each sequence; none where nothing is asked. */
  readonly read?: readonly number[];
}

/** The decoder's graph, as its metadata says it is. */
export interface Decoder {
  readonly hiddenSize: number;
  /** A run of it. Names, types and shapes are the graph's own. */
  step(input: DecoderInput): Step;
}

const known =
  /^(inputs_embeds|attention_mask|position_ids|use_cache_branch|num_logits_to_keep|next_token\/read|token_type_ids|deepstack_features_\d+|(past|prefix|question)_key_values\.\d+\.(key|value))$/;

const fixedSize = (port: Port): number => {
  const size = port.dims.at(-1);
  if (typeof size === "number") return size;
  throw unlike(name, `the last dimension of "${port.name}" must be fixed`, [port]);
};

/** What some exports take beside the rest. */
const switches = (inputs: readonly Port[], fromCache: boolean): Step["feeds"] => {
  const takes = (input: string): boolean => inputs.some((port) => port.name === input);
  const branch = tensorOf("bool", Uint8Array.of(fromCache ? 1 : 0).buffer, [1]);
  return {
    ...(takes("use_cache_branch") ? { use_cache_branch: branch } : {}),
    ...(takes("num_logits_to_keep") ? { num_logits_to_keep: int64([1], []) } : {}),
  };
};

/** What some decoders are told of the image's tokens; of none, where there are none. */
const imageFeeds = (
  inputs: readonly Port[],
  dims: readonly number[],
  hiddenSize: number,
  image?: ImageTokens,
): Step["feeds"] => {
  const tokens = dims.reduce((product, size) => product * size, 1);
  const types = image?.types ?? Array.from({ length: tokens }, () => 0);
  const deep = deepInputs(inputs).map(({ name: input, type }, at) => {
    const features = image?.deep[at] ?? new Float32Array(tokens * hiddenSize);
    return [input, floats(type, features, [...dims, hiddenSize])];
  });
  const typed = inputs.some(({ name: input }) => input === "token_type_ids");
  return { ...Object.fromEntries(deep), ...(typed ? { token_type_ids: int64(types, dims) } : {}) };
};

/** With the tokens left out that stand in for a prefix and a question, where they do. */
const maskOf = ({ mask, length, stage, afterPrefix }: DecoderInput, apart: boolean): Tensor => {
  const prefix = apart && !afterPrefix ? [0] : [];
  const question = apart && stage !== "answer" ? [0] : [];
  const rows = mask.map((row) => [
    ...prefix,
    ...row.slice(0, -length),
    ...question,
    ...row.slice(-length),
  ]);
  return int64(rows.flat(), [rows.length, rows[0]?.length ?? 0]);
};

/** @throws SpatialRewardError model.unsupported, listing what the graph has, when it is not what we can feed */
export const bindDecoder = (graphs: Ports): Decoder => {
  const { inputs, outputs } = graphOf(graphs, name);
  checkInputs(name, inputs, known);
  const embeds = portOf(name, inputs, "inputs_embeds");
  portOf(name, inputs, "position_ids");
  portOf(name, outputs, "logits");
  const caches = cachesOf(inputs, outputs);
  const hiddenSize = fixedSize(embeds);
  const apart = takesApart(caches);
  const telling = inputs.some((port) => port.name === toldInput);
  const told: readonly string[] = Object.values(toldOutputs);
  // A decoder optimized before it told whether its logits are finite is read by its logits.
  const tells = told.every((output) => outputs.some((port) => port.name === output));
  const answers = telling && tells ? told : ["logits"];
  return {
    hiddenSize,
    step: (input) => {
      const { embeds: values, length, mask, positions, image, keep, read, stage } = input;
      const rows = mask.length;
      const dims = [rows, length];
      const places = positions.length > 1 ? [positions.length, ...dims] : dims;
      return {
        graph: name,
        feeds: {
          inputs_embeds: floats(embeds.type, values, [...dims, hiddenSize]),
          attention_mask: maskOf(input, apart),
          position_ids: int64(positions.flat(2), places),
          ...cacheFeeds(caches, { ...input, rows }),
          ...(telling
            ? { [toldInput]: int64(read?.length ? read : [0], [read?.length || 1]) }
            : {}),
          ...imageFeeds(inputs, dims, hiddenSize, image),
          ...switches(inputs, stage === "answer" || input.afterPrefix),
        },
        keep: keep ? caches.map(({ output }) => output) : [],
        ...(apart ? { keepUnder: keptUnder(stage) } : {}),
        fetch: read ? answers : [],
      };
    },
  };
};
