import type { BackendKind } from "../backend-kind.js";
import { openModel } from "../open.js";

/** A model directory of a known family. */
export const onnx: BackendKind = {
  form: "onnx:DIR",
  open: (spec, options) => openModel(spec.slice("onnx:".length), options),
};
