import { floatAttribute, intAttribute, intsOf } from "./attributes.js";
import { constant } from "./constants.js";
import { contribOperation, withContrib } from "./contrib.js";
import { type Heads, headsOf } from "./heads.js";
import { type Graph, type Node, operation } from "./onnx-graph.js";
import { pruned } from "./prune.js";
import { scalarOf, type Wiring, wiringOf } from "./wiring.js";

/** Attention written out: softmax(scale · queries · keys) · values, all of rows × tokens × heads × size. */
interface Attention extends Heads {
  readonly queries: string;
  readonly keys: string;
  readonly values: string;
  readonly scale: number;
}

/** From rows, tokens, heads, size to rows, heads, tokens, size, and back; the same with keys turned over. */
const apart = "0,2,1,3";
const apartAndTurned = "0,2,3,1";

const isTranspose = (node: Node | undefined, permutation: string): node is Node =>
  node?.op === "Transpose" && intsOf(node, "perm").join() === permutation;

/** What is turned so to make a value. */
const turnedFrom = ({ maker }: Wiring, name = "", permutation: string): string | undefined => {
  const node = maker(name);
  return isTranspose(node, permutation) ? node.inputs[0] : undefined;
};

/** What a softmax over the last dimension is taken of, to make a value. Exporters cast on both sides of it. */
const softmaxOf = ({ maker }: Wiring, name = ""): string | undefined => {
  let node = maker(name);
  while (node?.op === "Cast") node = maker(node.inputs[0] ?? "");
  const [axis] = node?.op === "Softmax" ? intsOf(node, "axis") : [];
  return axis === -1 || axis === 3 ? node?.inputs[0] : undefined;
};

/** The multiplication that scores are, and what they are scaled by. */
const scoresOf = (wiring: Wiring, name = "") => {
  const node = wiring.maker(name);
  if (node?.op === "MatMul") return { product: node, scale: 1 };
  const [first = "", second = ""] = node?.inputs ?? [];
  const by = scalarOf(wiring, second);
  const product = wiring.maker(first);
  if (by === undefined || product?.op !== "MatMul") return undefined;
  if (node?.op === "Mul") return { product, scale: by };
  return node?.op === "Div" ? { product, scale: 1 / by } : undefined;
};

/** Attention without a mask, where that is what a transposition turns back; undefined for anything else. */
const attentionOf = (wiring: Wiring, node: Node): Attention | undefined => {
  if (!isTranspose(node, apart)) return undefined;
  const mixture = wiring.maker(node.inputs[0] ?? "");
  if (mixture?.op !== "MatMul") return undefined;
  const scores = scoresOf(wiring, softmaxOf(wiring, mixture.inputs[0]));
  if (!scores) return undefined;
  const queries = turnedFrom(wiring, scores.product.inputs[0], apart);
  const keys = turnedFrom(wiring, scores.product.inputs[1], apartAndTurned);
  const values = turnedFrom(wiring, mixture.inputs[1], apart);
  if (queries === undefined || keys === undefined || values === undefined) return undefined;
  const [heads, ...others] = [queries, keys, values].map((name) => headsOf(wiring, name));
  const alike = others.every((each) => each?.heads === heads?.heads && each?.size === heads?.size);
  return heads && alike ? { queries, keys, values, scale: scores.scale, ...heads } : undefined;
};

/** The same numbers by one operation, under the name of what it stands for. */
const fused = (attention: Attention, output: string): readonly Node[] => {
  const { queries, keys, values, scale, heads, size } = attention;
  const name = (part: string): string => `${output}/${part}`;
  // Its inputs and output have the heads beside one another. These shapes cost nothing: no number moves.
  const [joint, parted] = [name("heads joint"), name("heads apart")];
  return [
    constant(joint, [0, 0, heads * size]),
    operation("Reshape", [queries, joint], name("queries")),
    operation("Reshape", [keys, joint], name("keys")),
    operation("Reshape", [values, joint], name("values")),
    contribOperation(
      "MultiHeadAttention",
      [name("queries"), name("keys"), name("values")],
      name("attention"),
      [intAttribute("num_heads", heads), floatAttribute("scale", scale)],
    ),
    constant(parted, [0, 0, heads, size]),
    operation("Reshape", [name("attention"), parted], output),
  ];
};

/**
 * Attention as one operation, which goes through keys and values block by block and never holds all scores (Dao et al.
 * 2022). Undefined where there is none as exporters write it out, without a mask, and with as many heads for the keys as
 * for the queries.
 */
export const fuseAttention = (graph: Graph): Graph | undefined => {
  const wiring = wiringOf(graph);
  let any = false;
  const nodes = graph.nodes.flatMap((node) => {
    const attention = attentionOf(wiring, node);
    any ||= attention !== undefined;
    return attention ? fused(attention, node.outputs[0] ?? "") : [node];
  });
  return any ? pruned(withContrib({ ...graph, nodes })) : undefined;
};
