import { performance } from "node:perf_hooks";
import { type OpenModel, runLive } from "../../ros/index.js";
import type { Answer } from "../../vlm/index.js";
import { nanoCanvas } from "../nano-canvas.js";

/**
 * The whole node but the model: pictures are decoded to the canvas that nano asks for, and answers come at once. Prints
 * how many were asked about, ten times a second.
 */
let count = 0;
const telling = setInterval(() => process.stdout.write(`${count}\n`), 100);

const answer: Answer = {
  text: "20 cm",
  reading: { kind: "length", metres: 0.2, stddev: 0.02 },
  confidence: 1,
};

const openModel: OpenModel = async () => ({
  identity: { source: "onnx:none", name: "none", version: "0", hash: "" },
  ask: async (frame, questions) => {
    await frame.rgb(nanoCanvas);
    count++;
    return questions.map(() => answer);
  },
  close: async () => undefined,
});

const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());

await runLive({
  argv: process.argv.slice(2),
  env: process.env,
  signal: controller.signal,
  openModel,
  label: () => Promise.reject(new Error("not in the bench")),
  clock: () => performance.now() / 1000,
  onUnhandled: () => () => undefined,
  report: (text) => void process.stderr.write(`${text}\n`),
});
clearInterval(telling);
