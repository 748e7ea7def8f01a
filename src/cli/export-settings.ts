import { counted } from "../core/index.js";
import { type ExportSettings, type ExportSummary, parseSignal } from "../export/index.js";
import type { ExportChoices } from "./export-flags.js";

/** @param sources what labels are of that were written apart. @throws SpatialRewardError usage.argument */
export const exportSettings = (
  { state, action, fps, images }: ExportChoices,
  sources: readonly string[],
  version: string,
): ExportSettings => ({
  state: state.map((each) => parseSignal(each, "--state")),
  action: action.map((each) => parseSignal(each, "--action")),
  ...(fps !== undefined && { fps }),
  sources,
  pictures: images,
  version,
});

/** What came of an export, for people. */
export const exportProse = ({
  output,
  format,
  fps,
  episodes,
  successes,
  steps,
  ...rest
}: ExportSummary): string =>
  [
    `${output}: ${format}, ${counted(episodes, "episode")}, ${successes} with success, ${counted(steps, "step")} at ${fps} a second${rest.skipped ? ", whole already" : ""}\n`,
    ...rest.discounts.map(
      ({ task, discount }) => `  the trainer's discount must be ${discount.toFixed(6)} (${task})\n`,
    ),
    ...rest.reasons.map(({ what, count }) => `  ${count} ${what}\n`),
  ].join("");
