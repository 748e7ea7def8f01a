import { SpatialRewardError } from "../core/index.js";
import {
  boxesDetector,
  type Detector,
  modelDetector,
  serverDetector,
} from "../data-engine/index.js";
import { openBackend, openTalk } from "../vlm/index.js";
import { llmKeyFor } from "./api-key.js";
import { modelOptions } from "./model-flags.js";
import type { Terminal } from "./terminal.js";

/** What --detector may be, as help and errors say it. */
export const detectorForms = "nano, boxes, boxes:DIR or openai:MODEL@URL";

export interface DetectorFlags {
  readonly detector: string;
  readonly things?: readonly string[];
}

/** @throws SpatialRewardError usage.flag, backend.unknown, model.* */
export const openDetector = async (
  { detector: spec, things }: DetectorFlags,
  terminal: Terminal,
): Promise<Detector> => {
  if (spec === "boxes") return boxesDetector();
  if (spec.startsWith("boxes:")) return boxesDetector(spec.slice("boxes:".length));
  if (spec.startsWith("openai:")) {
    const apiKey = llmKeyFor(spec, terminal.env);
    return serverDetector(
      openTalk(spec, apiKey === undefined ? {} : { apiKey }, terminal.logger),
      things,
    );
  }
  if (spec !== "nano")
    throw new SpatialRewardError(
      "usage.flag",
      `--detector must be ${detectorForms}; got "${spec}"`,
    );
  const options = modelOptions({}, terminal);
  return modelDetector(await openBackend("nano", options), things);
};
