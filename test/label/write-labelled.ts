import { mkdir } from "node:fs/promises";
import type { LabelResult } from "../../src/label/index.js";
import { writeSummary } from "../../src/label/summary.js";

const madeFrom = {
  input: [],
  taskSha256: "",
  facts: { from: "stored facts" as const },
  options: { csv: false, sidecar: false },
};

/** A folder with the summary of a labelled recording: ten frames, each with a reward, and no success. */
export const writeLabelled = async (
  folder: string,
  change: Partial<LabelResult> = {},
): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await writeSummary(folder, "1.0.0", madeFrom, {
    frames: 10,
    labelled: 10,
    unanswered: 0,
    unreadable: 0,
    episodes: 1,
    success: false,
    endings: [],
    sources: [],
    remarks: [],
    reasons: [],
    ...change,
  });
};
