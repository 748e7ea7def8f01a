import type { Improved } from "./improved.js";
import type { Graph } from "./onnx-graph.js";
import { restrictLogits } from "./restrict-logits.js";
import { sharePrefix } from "./share-prefix.js";
import { tellNext } from "./tell-next.js";

/** A decoder that takes a prefix's caches once and tells the next token, or as much of that as can be had. */
export const fasterDecoder = (graph: Graph): Improved | undefined => {
  const shared = sharePrefix(graph);
  const sharing = shared ? (["shared-prefix"] as const) : [];
  const restricted = restrictLogits(shared ?? graph);
  if (restricted)
    return { graph: tellNext(restricted), changes: [...sharing, "last-logits", "next-token"] };
  return shared && { graph: shared, changes: sharing };
};
