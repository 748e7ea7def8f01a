import type { Graph } from "./onnx-graph.js";

/** What can be done to make a graph faster; what it computes stays the same but for rounding. */
export type Change =
  | "shared-prefix"
  | "last-logits"
  | "next-token"
  | "fused-attention"
  | "fused-gelu";

/** A faster graph. */
export interface Improved {
  readonly graph: Graph;
  /** In the order in which they were made; at least one. */
  readonly changes: readonly Change[];
}
