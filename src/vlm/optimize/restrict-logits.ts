import { constant } from "./constants.js";
import { type Graph, type Node, operation } from "./onnx-graph.js";

/** What may stand between the multiplication with the vocabulary and the logits: scales, caps and casts. */
const between: ReadonlySet<string> = new Set(["Cast", "Mul", "Div", "Tanh", "Add", "Identity"]);
const multiplications: ReadonlySet<string> = new Set([
  "MatMul",
  "Gemm",
  "MatMulInteger",
  "MatMulNBits",
  "FusedMatMul",
]);

const last = 2 ** 31 - 1;

/** The multiplication that makes logits of what the model thought. */
const findHead = (makers: ReadonlyMap<string, Node>, name: string): Node | undefined => {
  const node = makers.get(name);
  if (!node) return undefined;
  if (multiplications.has(node.op)) return node;
  if (!between.has(node.op)) return undefined;
  for (const input of node.inputs) {
    const head = findHead(makers, input);
    if (head) return head;
  }
  return undefined;
};

/**
 * Logits of the last token only: with padding before the prompts that is the one we want, and the vocabulary is
 * most of what a short question costs. Undefined where the graph makes its logits in a way we don't know.
 */
export const restrictLogits = (graph: Graph): Graph | undefined => {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node])));
  const head = findHead(makers, "logits");
  const [activations] = head?.inputs ?? [];
  if (!head || activations === undefined) return undefined;
  const quantizer = makers.get(activations);
  const taker = quantizer?.op === "DynamicQuantizeLinear" ? quantizer : head;
  const [thoughts] = taker.inputs;
  if (thoughts === undefined || !makers.has(thoughts)) return undefined;
  const [from, to, axis] = ["last_token/from", "last_token/to", "last_token/axis"];
  const slice = operation("Slice", [thoughts, from, to, axis], "last_token");
  const added = [constant(from, [-1]), constant(to, [last]), constant(axis, [1]), slice];
  const nodes = graph.nodes.flatMap((node) => {
    if (node !== taker) return [node];
    return [...added, { ...node, inputs: ["last_token", ...node.inputs.slice(1)] }];
  });
  return { ...graph, nodes };
};
