import type { EvidenceKind } from "../../core/index.js";
import { depth } from "./depth.js";
import { gripper } from "./gripper.js";
import { known } from "./known.js";
import { model } from "./model.js";
import type { EvidenceSource, Look, Told } from "./source.js";
import { table } from "./table.js";

/** All that may tell where things are. A new source is a file beside these and a line here. */
const sources: readonly EvidenceSource[] = [model, gripper, depth, table, known];

/** What each source says of one picture. */
export const gatherEvidence = async (
  look: Look,
  kinds: readonly EvidenceKind[] | undefined,
): Promise<Required<Told>> => {
  const asked = sources.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  const told = await Promise.all(asked.map((source) => source.tell(look)));
  return {
    evidence: told.flatMap(({ evidence }) => evidence),
    refused: told.flatMap(({ refused = [] }) => refused),
  };
};

export { fromOtherCamera } from "./other-camera.js";
export type { EvidenceSource, KnownExtent, Look, Pointed, Told } from "./source.js";
