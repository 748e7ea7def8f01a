import type { Step } from "../engine/protocol.js";
import { floats, int64, type Port, type Tensor, tensorOf } from "../engine/tensor.js";
import { checkInputs, graphOf, type Ports, portOf, unlike } from "./ports.js";

/** What a run of the decoder is given. All lists are a row a sequence. */
export interface DecoderInput {
  /** rows × length × hidden size. */
  readonly embeds: Float32Array;
  readonly length: number;
  /** 1 where a token is, 0 where padding is; past and new tokens. */
  readonly mask: readonly (readonly number[])[];
  /** For each row of `position_ids`, for each sequence: positions of the new tokens. */
  readonly positions: readonly (readonly (readonly number[])[])[];
  /** Which rows of the caches of the run before these sequences go on from; none for a fresh start. */
  readonly from?: readonly number[];
  /** Whether a later run goes on from here. */
  readonly keep: boolean;
  readonly logits: boolean;
}

/** The decoder's graph, as its metadata says it is. */
export interface Decoder {
  readonly hiddenSize: number;
  /** A run of it. Names, types and shapes are the graph's own. */
  step(input: DecoderInput): Step;
}

const name = "decoder_model_merged";
const past = /^past_key_values\.(\d+\.(?:key|value))$/;
const known =
  /^(inputs_embeds|attention_mask|position_ids|use_cache_branch|num_logits_to_keep|past_key_values\.\d+\.(key|value))$/;

interface Cache {
  readonly input: Port;
  readonly output: string;
}

const cachesOf = (inputs: readonly Port[], outputs: readonly Port[]): readonly Cache[] => {
  const caches = inputs.flatMap((input) => {
    const part = past.exec(input.name)?.[1];
    return part === undefined
      ? []
      : [{ input, output: portOf(name, outputs, `present.${part}`).name }];
  });
  if (caches.length === 0) throw unlike(name, "must take past_key_values.N.key and .value", inputs);
  return caches;
};

/** A cache of no tokens. Its heads and their size are the graph's; rows and tokens vary. */
const emptyCache = ({ name: input, type, dims }: Port, rows: number): Tensor => {
  const [, heads, , size] = dims;
  if (typeof heads !== "number" || typeof size !== "number")
    throw unlike(name, `"${input}" must say how many heads of which size it has`, [
      { name: input, type, dims },
    ]);
  return floats(type, new Float32Array(0), [rows, heads, 0, size]);
};

const fixedSize = (port: Port): number => {
  const size = port.dims.at(-1);
  if (typeof size !== "number")
    throw unlike(name, `the last dimension of "${port.name}" must be fixed`, [port]);
  return size;
};

/** @throws SpatialRewardError model.unsupported, listing what the graph has, when it is not what we can feed */
export const bindDecoder = (graphs: Ports): Decoder => {
  const { inputs, outputs } = graphOf(graphs, name);
  checkInputs(name, inputs, known);
  const embeds = portOf(name, inputs, "inputs_embeds");
  const caches = cachesOf(inputs, outputs);
  const takes = (input: string): boolean => inputs.some((port) => port.name === input);
  portOf(name, outputs, "logits");
  const hiddenSize = fixedSize(embeds);

  const cacheFeeds = (rows: number, from: readonly number[] | undefined): Step["feeds"] =>
    Object.fromEntries(
      caches.map(({ input, output }) => [
        input.name,
        from ? { kept: output, rows: from } : emptyCache(input, rows),
      ]),
    );

  const extras = (fromCache: boolean): Step["feeds"] => ({
    ...(takes("use_cache_branch")
      ? { use_cache_branch: tensorOf("bool", Uint8Array.of(fromCache ? 1 : 0).buffer, [1]) }
      : {}),
    ...(takes("num_logits_to_keep") ? { num_logits_to_keep: int64([1], []) } : {}),
  });

  return {
    hiddenSize,
    step: ({ embeds: values, length, mask, positions, from, keep, logits }) => {
      const rows = mask.length;
      const dims = [rows, length];
      const ids = int64(
        positions.flat(2),
        positions.length > 1 ? [positions.length, ...dims] : dims,
      );
      return {
        graph: name,
        feeds: {
          inputs_embeds: floats(embeds.type, values, [...dims, hiddenSize]),
          attention_mask: int64(mask.flat(), [rows, mask[0]?.length ?? 0]),
          ...(takes("position_ids") ? { position_ids: ids } : {}),
          ...cacheFeeds(rows, from),
          ...extras(from !== undefined),
        },
        keep: keep ? caches.map(({ output }) => output) : [],
        fetch: logits ? ["logits"] : [],
      };
    },
  };
};
