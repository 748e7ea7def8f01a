import { counted, type Failure } from "../core/index.js";
import { reasonText } from "./reasons.js";
import type { LabelResult } from "./result.js";

/** Reasons that an error names: the commonest ones. */
const named = 3;

/** A recording in which no frame has a reward has failed, whatever was written of it; undefined when one has. */
export const nothingLabelled = ({
  labelled,
  frames,
  reasons,
}: LabelResult): Failure | undefined => {
  if (labelled > 0) return undefined;
  // An assumed lens makes lengths less sure, another camera adds to them: without, no frame is invalid.
  const why = reasons
    .filter(({ kind }) => kind !== "lens" && kind !== "camera")
    .slice(0, named)
    .map((reason) => reasonText(reason, frames));
  const none =
    frames === 0 ? "it has no frames" : `none of its ${counted(frames, "frame")} has a reward`;
  return { code: "label.nothing", message: [none, ...why].join("; ") };
};
