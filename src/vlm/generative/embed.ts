import { SpatialRewardError } from "../../core/index.js";
import type { Lane } from "../engine/engine.js";
import {
  floats,
  int64,
  type Port,
  type Tensor,
  type Tensors,
  toFloat32,
} from "../engine/tensor.js";
import { decoderName } from "./graph-names.js";
import { checkInputs, graphOf, type Ports, portOf } from "./ports.js";
import { rememberVectors } from "./remember-vectors.js";

/** An image's features, each list tokens × hidden size. */
export interface ImageFeatures {
  /** What stands in the places of the image's tokens. */
  readonly merged: Float32Array;
  /** What a decoder adds to them after its first layers, where it does. */
  readonly deep: readonly Float32Array[];
}

/** Tokens and image as vectors of the decoder. */
export interface Embedder {
  encode(lane: Lane, feeds: Tensors): Promise<ImageFeatures>;
  /** Vectors of tokens, tokens × hidden size. */
  embed(lane: Lane, ids: readonly number[]): Promise<Float32Array>;
}

const fetched = (outputs: Tensors, name: string): Tensor => {
  const tensor = outputs[name];
  if (!tensor) throw new SpatialRewardError("model.failed", `the model gave no "${name}"`);
  return tensor;
};

/** A decoder's inputs for features of several depths, which the encoder's outputs are named after. */
export const deepInputs = (inputs: readonly Port[]): readonly Port[] =>
  inputs.filter(({ name }) => /^deepstack_features_\d+$/.test(name));

/** Pixel values in the precision that the encoder takes; all else as it is. */
const inPrecision = ({ type }: Port, tensor: Tensor): Tensor =>
  tensor.type === "float32" ? floats(type, tensor.data, tensor.dims) : tensor;

/** @throws SpatialRewardError model.unsupported, listing what a graph has */
export const bindEmbedder = (graphs: Ports, known: readonly string[]): Embedder => {
  const encoder = graphOf(graphs, "vision_encoder");
  checkInputs("vision_encoder", encoder.inputs, new RegExp(`^(${known.join("|")})$`));
  portOf("vision_encoder", encoder.outputs, "image_features");
  const deep = deepInputs(graphOf(graphs, decoderName).inputs).map(({ name }) => name);
  for (const name of deep) portOf("vision_encoder", encoder.outputs, name);
  const embedding = graphOf(graphs, "embed_tokens");
  checkInputs("embed_tokens", embedding.inputs, /^input_ids$/);
  portOf("embed_tokens", embedding.outputs, "inputs_embeds");
  return {
    encode: async (lane, all) => {
      const feeds = Object.fromEntries(
        encoder.inputs.flatMap((port) => {
          const tensor = all[port.name];
          return tensor ? [[port.name, inPrecision(port, tensor)]] : [];
        }),
      );
      const fetch = ["image_features", ...deep];
      const outputs = await lane.run([{ graph: "vision_encoder", feeds, fetch }]);
      const [merged, ...others] = fetch.map((name) => toFloat32(fetched(outputs, name)));
      return { merged: merged ?? new Float32Array(), deep: others };
    },
    embed: rememberVectors(async (lane, ids) => {
      const feeds = { input_ids: int64(ids, [1, ids.length]) };
      const fetch = ["inputs_embeds"];
      const outputs = await lane.run([{ graph: "embed_tokens", feeds, fetch }]);
      return toFloat32(fetched(outputs, "inputs_embeds"));
    }),
  };
};

/**
 * Puts the image's features where its tokens stand, in order; `skip` features belong to tokens before these.
 * @throws SpatialRewardError model.failed when there are fewer features than tokens for them
 */
export const placeFeatures = (
  embeds: Float32Array,
  ids: readonly number[],
  { features, imageToken, hiddenSize, skip }: Placing,
): void => {
  let at = skip * hiddenSize;
  for (const [token, id] of ids.entries()) {
    if (id !== imageToken) continue;
    if (at + hiddenSize > features.length)
      throw new SpatialRewardError(
        "model.failed",
        `the image has ${features.length / hiddenSize} features; the prompt has places for more`,
      );
    embeds.set(features.subarray(at, at + hiddenSize), token * hiddenSize);
    at += hiddenSize;
  }
};

export interface Placing {
  readonly features: Float32Array;
  readonly imageToken: number;
  readonly hiddenSize: number;
  readonly skip: number;
}
