import { toldInput, toldOutputs } from "../generative/next-token.js";
import { constant } from "./constants.js";
import { type Graph, operation } from "./onnx-graph.js";
import { elements, portOf } from "./ports.js";

/**
 * Further outputs of a decoder that gives the logits of one token: the most probable token, and the probabilities of
 * those that are asked for, so that a vocabulary of logits need not be carried out and added up.
 */
export const tellNext = (graph: Graph): Graph => {
  const { logProbabilities, best, bestLogProbability } = toldOutputs;
  const [logits, all, one] = ["next_token/logits", "next_token/all", "next_token/one"];
  const added = [
    operation("Cast", ["logits"], logits, { to: elements.float }),
    operation("LogSoftmax", [logits], all, { axis: -1 }),
    operation("Gather", [all, toldInput], logProbabilities, { axis: 2 }),
    constant(one, [1]),
    operation("TopK", [all, one], [bestLogProbability, best], { axis: -1 }),
  ];
  return {
    ...graph,
    nodes: [...graph.nodes, ...added],
    inputs: [...graph.inputs, portOf(toldInput, elements.int64, ["read_tokens"])],
    outputs: [
      ...graph.outputs,
      portOf(logProbabilities, elements.float, ["batch_size", 1, "read_tokens"]),
      portOf(best, elements.int64, ["batch_size", 1, 1]),
      portOf(bestLogProbability, elements.float, ["batch_size", 1, 1]),
    ],
  };
};
