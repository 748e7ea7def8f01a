import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SpatialRewardError } from "../core/index.js";
import { findSources, pickDataset } from "../dataset/index.js";
import { heldoutFigures, runEval } from "../eval/index.js";
import { openBackend } from "../vlm/index.js";

const usage = `npm run heldout -- DATA... [--stills 96] [--episodes 6] [--questions 12]
npm run heldout -- --measure

Picks a few MB of test data (shards of scenes and episodes with questions) into models/nano/heldout,
and measures nano on them. With --measure the set stays as it is and is measured anew: after the
weights have changed. The test suite holds nano to the figures that are written there.
`;

const folder = fileURLToPath(new URL("../../models/nano/heldout", import.meta.url));

const pick = async (
  data: readonly string[],
  sizes: { readonly stills: string; readonly episodes: string; readonly questions: string },
): Promise<void> => {
  const sources = await findSources(data);
  await rm(folder, { recursive: true, force: true });
  const picked = await pickDataset(sources, folder, {
    stills: Number(sizes.stills),
    episodes: Number(sizes.episodes),
    questions: Number(sizes.questions),
  });
  process.stdout.write(
    `${picked.stills} stills and ${picked.episodes} episodes, ${picked.images} images\n`,
  );
};

const measure = async (): Promise<void> => {
  const backend = await openBackend("nano");
  try {
    const { report } = await runEval({
      sources: [folder],
      backend: async () => backend,
      hold: 0.5,
      mostFalse: 0,
    });
    const { name, version, hash } = backend.identity;
    const record = {
      model: { name, version, hash },
      images: report.images,
      figures: heldoutFigures(report),
    };
    await writeFile(join(folder, "figures.json"), `${JSON.stringify(record, null, 2)}\n`);
    process.stdout.write(`${JSON.stringify(record.figures, null, 2)}\n`);
  } finally {
    await backend.close();
  }
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    measure: { type: "boolean", default: false },
    stills: { type: "string", default: "96" },
    episodes: { type: "string", default: "6" },
    questions: { type: "string", default: "12" },
    help: { type: "boolean", default: false },
  },
});

if (values.help || (positionals.length === 0) !== values.measure) {
  process.stdout.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  try {
    if (!values.measure) await pick(positionals, values);
    await measure();
  } catch (error) {
    if (!(error instanceof SpatialRewardError)) throw error;
    process.stderr.write(`error[${error.code}]: ${error.message}\n`);
    process.exitCode = 1;
  }
}
