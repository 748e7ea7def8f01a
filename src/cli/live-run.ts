import { performance } from "node:perf_hooks";
import { SpatialRewardError } from "../core/index.js";
import { bagName, labelBags } from "../label/index.js";
import { type LabelRecordings, type OpenModel, runLive } from "../ros/index.js";
import { openBackend, type Precision, precisions } from "../vlm/index.js";
import type { Terminal } from "./terminal.js";

const isPrecision = (text: string): text is Precision =>
  precisions.some((precision) => precision === text);

const checkedPrecision = (text: string): Precision => {
  if (isPrecision(text)) return text;
  throw new SpatialRewardError(
    "ros.parameters",
    `precision: must be one of ${precisions.join(", ")}; got "${text}"`,
  );
};

const openModel =
  ({ logger }: Terminal): OpenModel =>
  async (spec, { precision, grace }) =>
    openBackend(spec, { logger, grace, precision: checkedPrecision(precision) });

/** The `label` verb's work, for the node's action. */
const label =
  ({ version }: Terminal): LabelRecordings =>
  async ({ bags: inputs, task, output: folder, backend, precision, signal, onProgress }) => {
    const { bags } = await labelBags({
      inputs,
      folder,
      signal,
      jobs: 1,
      settings: { task, version, csv: false, sidecar: false },
      origin: { kind: "model", backend, precision },
      onProgress: (input, done, total) => onProgress(bagName(input), done, total),
      onRemark: () => undefined,
      onEnd: () => undefined,
    });
    const whole = bags.filter(({ error }) => error === undefined);
    return {
      folders: whole.map((bag) => bag.output),
      labelled: whole.reduce((sum, bag) => sum + bag.labelled, 0),
      failures: bags.flatMap(({ input, error }) => (error ? [`${input}: ${error.message}`] : [])),
    };
  };

/** Milliseconds; what is still being loaded need not be waited for. */
const grace = 300;

/** Runs until the terminal's signal; that is how it is meant to end, so it ends with 0. */
export const live = async (terminal: Terminal): Promise<void> => {
  const { env, signal, onUnhandled, err, rosArguments: argv } = terminal;
  await runLive({
    argv,
    env,
    signal,
    onUnhandled,
    openModel: openModel(terminal),
    label: label(terminal),
    clock: () => performance.now() / 1000,
    report: (text) => err(`${text}\n`),
  });
  terminal.leaveWithin(grace);
};
