// What the data engine's facts are worth: npm run engine -- FOLDER, a folder that `simulate rgbd` has drawn.
import { writeFile } from "node:fs/promises";
import { modelDetector } from "../../data-engine/index.js";
import { embeddedModel, openModel } from "../../vlm/index.js";
import { depthKinds, type EngineCase, engineCases, trueThings } from "./cases.js";
import { byName, byPlace, type EngineScore, scoreCases } from "./score.js";

const gather = async (cases: AsyncIterable<EngineCase>): Promise<readonly EngineCase[]> => {
  const all: EngineCase[] = [];
  for await (const each of cases) all.push(each);
  return all;
};

const percent = (share: number): string =>
  Number.isNaN(share) ? "" : `${(100 * share).toFixed(1)} %`;

const table = (name: string, score: EngineScore): string =>
  [
    `${name}: ${score.pictures} pictures, ${score.things} things lifted (${score.matched} true), up in ${score.upright} (median ${score.upError.toFixed(2)}°), ${score.milliseconds.toFixed(1)} ms a picture`,
    `  lengths      ${String(score.lengths.facts).padStart(6)}  error ${percent(score.lengths.error)}  within 2σ ${percent(score.lengths.right)}`,
    `  predicates   ${String(score.predicates.facts).padStart(6)}  right ${percent(score.predicates.right)}`,
    ...score.relations
      .filter(({ facts }) => facts > 0)
      .map(
        ({ relation, facts, error, right }) =>
          `    ${relation.padEnd(20)} ${String(facts).padStart(6)}  ${percent(error).padStart(7)}  ${percent(right)}`,
      ),
    "",
  ].join("\n");

const [root, output] = process.argv.slice(2);
if (root === undefined) {
  process.stderr.write("usage: npm run engine -- FOLDER [FIGURES.json]\n");
  process.exit(2);
}
const nano = modelDetector(await openModel(embeddedModel()));
const figures: Record<string, EngineScore> = {};
for (const kind of depthKinds)
  for (const [things, detector, matches] of [
    ["true masks", trueThings(root, true), byName],
    ["true boxes", trueThings(root, false), byName],
    ["nano", nano, byPlace],
  ] as const) {
    const name = `${kind.folder} depth, ${things}`;
    const score = scoreCases(await gather(engineCases(root, kind, detector)), matches);
    figures[name] = score;
    process.stdout.write(table(name, score));
  }
await nano.close();
if (output !== undefined) await writeFile(output, `${JSON.stringify(figures, null, 2)}\n`);
