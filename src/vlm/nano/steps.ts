import type { Intrinsics } from "../../core/index.js";
import type { Step } from "../engine/protocol.js";
import { float32, int64, type Tensor, type Tensors } from "../engine/tensor.js";
import type { NanoGraphs } from "./graphs.js";
import { noveltyOutput } from "./outputs.js";

const pad = (ids: readonly number[], length: number): readonly number[] =>
  Array.from({ length }, (_, at) => ids[at] ?? 0);

/** Token ids of every question as input_ids and attention_mask, [questions, tokens]. */
export const questionTensors = (
  questions: readonly (readonly number[])[],
  length: number,
): Tensors => {
  const dims = [questions.length, length];
  return {
    input_ids: int64(
      questions.flatMap((ids) => pad(ids, length)),
      dims,
    ),
    attention_mask: int64(
      questions.flatMap((ids) =>
        pad(
          ids.map(() => 1),
          length,
        ),
      ),
      dims,
    ),
  };
};

export const intrinsicsTensor = ({ fx, fy, cx, cy }: Intrinsics): Tensor =>
  float32(Float32Array.of(fx, fy, cx, cy), [1, 4]);

const pick = (tensors: Tensors, names: readonly string[]): Tensors =>
  Object.fromEntries(
    names.flatMap((name) => {
      const tensor = tensors[name];
      return tensor ? [[name, tensor]] : [];
    }),
  );

const kept = (names: readonly string[]): Step["feeds"] =>
  Object.fromEntries(names.map((name) => [name, { kept: name }]));

const noveltySteps = ({ novelty }: NanoGraphs): readonly Step[] =>
  novelty ? [{ graph: "novelty", feeds: kept(novelty), fetch: [noveltyOutput] }] : [];

/**
 * Two runs a frame: the image once, then all questions at once; what lies between them never leaves the worker. A third
 * and tiny one tells how unlike the image is to those learnt from, where the model has it.
 */
export const frameSteps = (graphs: NanoGraphs, inputs: Tensors): readonly Step[] => [
  {
    graph: "vision_encoder",
    feeds: pick(inputs, graphs.encoderInputs),
    keep: [...new Set([...graphs.encoded, ...(graphs.novelty ?? [])])],
  },
  {
    graph: "answer",
    feeds: {
      ...pick(inputs, graphs.answerInputs),
      ...kept(graphs.encoded),
    },
    fetch: graphs.outputs,
  },
  ...noveltySteps(graphs),
];
