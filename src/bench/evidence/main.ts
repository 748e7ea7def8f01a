import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { SpatialRewardError } from "../../core/index.js";
import { centimetres, decimals, percent } from "../../eval/index.js";
import { openBackend } from "../../vlm/index.js";
import { table } from "../tables.js";
import { type MeasuredRow, measureEvidence } from "./measure.js";
import { robotRecordings } from "./recordings.js";

const usage = `npm run evidence -- FOLDER [-o FILE] [--first N]

Labels the simulated recordings of a folder (scripts/recordings.mjs writes them) with nano, once for
each kind of evidence, and prints how good the distances between gripper and things are; shares are
of true distances from 5 cm on. -o writes the same as JSON; --first measures on so many recordings
alone.
`;

const head = [
  "given",
  "recordings",
  "distances",
  "median relative",
  "±10 %",
  "±25 %",
  "MAE below 10 cm",
  "in the 90 % interval",
  "success AUC",
];

const cellsOf = (row: MeasuredRow): readonly string[] => [
  row.given,
  String(row.recordings),
  String(row.asked),
  decimals(row.medianRelative),
  percent(row.within10),
  percent(row.within25),
  centimetres(row.nearMae),
  percent(row.coverage90),
  decimals(row.successAuc),
];

const measure = async (
  folder: string,
  output: string | undefined,
  first: number | undefined,
): Promise<void> => {
  const recordings = (await robotRecordings(folder)).slice(0, first);
  const work = await mkdtemp(join(tmpdir(), "evidence-"));
  const backend = await openBackend("nano");
  try {
    let done = 0;
    const onRecording = (name: string): void => {
      process.stderr.write(`${name}: ${++done} of ${recordings.length}\n`);
    };
    const rows = await measureEvidence(recordings, { backend, work, onRecording });
    process.stdout.write(table(head, rows.map(cellsOf)));
    const { name, version, hash } = backend.identity;
    const record = { model: { name, version, hash }, rows };
    if (output) await writeFile(output, `${JSON.stringify(record, null, 2)}\n`);
  } finally {
    await backend.close();
    await rm(work, { recursive: true });
  }
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    output: { type: "string", short: "o" },
    first: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const [folder] = positionals;

if (values.help || folder === undefined) {
  process.stdout.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  try {
    await measure(folder, values.output, values.first ? Number(values.first) : undefined);
  } catch (error) {
    if (!(error instanceof SpatialRewardError)) throw error;
    process.stderr.write(`error[${error.code}]: ${error.message}\n`);
    process.exitCode = 1;
  }
}
