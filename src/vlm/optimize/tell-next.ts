import { toldInput, toldOutputs } from "../generative/next-token.js";
import { intsAttribute } from "./attributes.js";
import { constant } from "./constants.js";
import { type Graph, type Node, operation, operationSet } from "./onnx-graph.js";
import { elements, portOf } from "./ports.js";

/** Of [batch, 1, vocabulary]. Which axes to sum over is an input of the operation since set 13, an attribute before. */
const sumOverVocabulary = (graph: Graph, input: string, output: string): readonly Node[] => {
  const [axis, axes] = [2, "next_token/axes"];
  if (operationSet(graph) >= 13)
    return [constant(axes, [axis]), operation("ReduceSum", [input, axes], output)];
  const sum = operation("ReduceSum", [input], output);
  return [{ ...sum, rest: [...sum.rest, intsAttribute("axes", [axis])] }];
};

/**
 * Further outputs of a decoder that gives the logits of one token: the most probable token, and the probabilities of
 * those that are asked for, so that a vocabulary of logits need not be carried out and added up.
 */
export const tellNext = (graph: Graph): Graph => {
  const { logProbabilities, best, bestLogProbability, broken } = toldOutputs;
  const [logits, all, one] = ["next_token/logits", "next_token/all", "next_token/one"];
  const [nan, infinite, either] = ["next_token/nan", "next_token/infinite", "next_token/either"];
  const counted = "next_token/counted";
  const added = [
    operation("Cast", ["logits"], logits, { to: elements.float }),
    operation("LogSoftmax", [logits], all, { axis: -1 }),
    operation("Gather", [all, toldInput], logProbabilities, { axis: 2 }),
    constant(one, [1]),
    operation("TopK", [all, one], [bestLogProbability, best], { axis: -1 }),
    operation("IsNaN", [logits], nan),
    operation("IsInf", [logits], infinite),
    operation("Or", [nan, infinite], either),
    operation("Cast", [either], counted, { to: elements.float }),
    ...sumOverVocabulary(graph, counted, broken),
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
      portOf(broken, elements.float, ["batch_size", 1, 1]),
    ],
  };
};
