import type { EvidenceKind } from "../../core/index.js";

/** What is spoiled in a variant of a recording, or which task file it has: what follows its name. */
export type Variant = "" | "lag" | "wall" | "apart" | "table";

/** A row of the table: what distances may rest on, and in which variant of the recordings. */
export interface EvidenceRow {
  readonly given: string;
  readonly evidence: readonly EvidenceKind[];
  readonly variant: Variant;
}

const row = (
  given: string,
  evidence: readonly EvidenceKind[],
  variant: Variant = "",
): EvidenceRow => ({ given, evidence: ["model", ...evidence], variant });

export const evidenceRows: readonly EvidenceRow[] = [
  row("nothing", []),
  row("TF of the gripper", ["tf"]),
  row("aligned depth", ["depth"]),
  row("depth and TF", ["depth", "tf"]),
  row("one known length", ["known"]),
  row("TF and the table's height", ["known", "tf"], "table"),
  row("two calibrated cameras", ["cameras"]),
  row("all of it", ["depth", "tf", "known", "cameras"]),
  row("a depth camera of its own", ["depth"], "apart"),
  row("TF 0.2 s late", ["tf"], "lag"),
  row("depth, a tenth at a wall behind", ["depth"], "wall"),
  row("depth and TF, TF late", ["depth", "tf"], "lag"),
  row("depth and TF, depth with the wall", ["depth", "tf"], "wall"),
];
