import { SpatialRewardError } from "../../core/index.js";
import type { LetterboxConfig } from "../engine/image-processor.js";
import type { GraphPorts, Port } from "../engine/tensor.js";
import type { NanoConfig } from "./config.js";
import { noveltyOutput, outputNames } from "./outputs.js";

/** Which of what we have each graph takes, as its metadata says. */
export interface NanoGraphs {
  /** Of pixel_values and intrinsics. */
  readonly encoderInputs: readonly string[];
  /** Outputs of the encoder that the answer graph takes, handed on unchanged. */
  readonly encoded: readonly string[];
  /** Of intrinsics, input_ids and attention_mask. */
  readonly answerInputs: readonly string[];
  readonly outputs: readonly string[];
  /** Outputs of the encoder that the novelty graph takes; undefined where a model has no such graph. */
  readonly novelty?: readonly string[];
  /** Length that every question is padded or cut to. */
  readonly questionTokens: number;
}

const describe = ({ name, type, dims }: Port): string => `${name} ${type} [${dims.join(", ")}]`;

const unsupported = (graph: string, problem: string, ports: readonly Port[]): SpatialRewardError =>
  new SpatialRewardError(
    "model.unsupported",
    `${graph}: ${problem}; it has ${ports.map(describe).join(", ")}`,
  );

const checkInputs = (graph: string, inputs: readonly Port[], known: readonly string[]): void => {
  const unknown = inputs.filter(({ name }) => !known.includes(name));
  if (unknown.length > 0)
    throw unsupported(graph, `inputs must be among ${known.join(", ")}`, inputs);
};

const checkPixels = (inputs: readonly Port[], { size }: LetterboxConfig): void => {
  const pixels = inputs.find(({ name }) => name === "pixel_values");
  const fits = (dim: number | string | undefined, wanted: number): boolean =>
    typeof dim === "string" || dim === wanted;
  const [batch, channels, height, width] = pixels?.dims ?? [];
  if (
    pixels &&
    fits(batch, 1) &&
    fits(channels, 3) &&
    fits(height, size.height) &&
    fits(width, size.width)
  )
    return;
  const wanted = `[1, 3, ${size.height}, ${size.width}]`;
  throw unsupported("vision_encoder", `pixel_values must take ${wanted}`, inputs);
};

/** Tokens that `input_ids` takes; any number of questions must fit. */
const questionTokens = (inputs: readonly Port[], config: NanoConfig): number => {
  const ids = inputs.find(({ name }) => name === "input_ids");
  const [questions, tokens] = ids?.dims ?? [];
  if (!ids || typeof questions === "number")
    throw unsupported("answer", "input_ids must take any number of questions", inputs);
  if (typeof tokens === "number" && tokens !== config.max_question_tokens) {
    const wanted = `${config.max_question_tokens} tokens, as config.json says`;
    throw unsupported("answer", `input_ids must take ${wanted}`, inputs);
  }
  return config.max_question_tokens;
};

/** What novelty is told from. */
const noveltyInputs = (
  { inputs, outputs }: GraphPorts,
  features: readonly string[],
): readonly string[] => {
  checkInputs("novelty", inputs, features);
  if (!outputs.some(({ name }) => name === noveltyOutput))
    throw unsupported("novelty", `must have the output ${noveltyOutput}`, outputs);
  return inputs.map(({ name }) => name);
};

/** @throws SpatialRewardError model.unsupported, listing what a graph has, when the two don't fit what we can feed */
export const bindGraphs = (
  graphs: Readonly<Record<string, GraphPorts>>,
  config: NanoConfig,
  preprocessor: LetterboxConfig,
): NanoGraphs => {
  const none: GraphPorts = { inputs: [], outputs: [] };
  const { vision_encoder: encoder = none, answer = none } = graphs;
  const names = (ports: readonly Port[]): readonly string[] => ports.map(({ name }) => name);
  const features = names(encoder.outputs);
  checkInputs("vision_encoder", encoder.inputs, ["pixel_values", "intrinsics"]);
  checkPixels(encoder.inputs, preprocessor);
  checkInputs("answer", answer.inputs, [...features, "intrinsics", "input_ids", "attention_mask"]);
  const lacking = outputNames.filter((name) => !names(answer.outputs).includes(name));
  if (lacking.length > 0)
    throw unsupported("answer", `must have the outputs ${lacking.join(", ")}`, answer.outputs);
  const answerInputs = names(answer.inputs);
  const { novelty } = graphs;
  return {
    encoderInputs: names(encoder.inputs),
    encoded: answerInputs.filter((name) => features.includes(name)),
    answerInputs: answerInputs.filter((name) => !features.includes(name)),
    outputs: outputNames,
    questionTokens: questionTokens(answer.inputs, config),
    ...(novelty && { novelty: noveltyInputs(novelty, features) }),
  };
};
