import { labelBag } from "../label/index.js";
import { openBackend } from "../vlm/index.js";
import { taskAsking } from "./label-speed.js";

/** One frame a second is asked about; all are read, checked and copied. */
const rate = 1;

const [input = "", output = "", spec = ""] = process.argv.slice(2);
const backend = await openBackend(spec);
await labelBag({
  input,
  output,
  settings: { task: taskAsking(4), version: "bench", csv: false, sidecar: false, rate },
  origin: { kind: "model", backend, precision: "fp32" },
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onRemark: () => undefined,
});
await backend.close();
// maxRSS is in kilobytes.
process.send?.(process.resourceUsage().maxRSS / 1000);
