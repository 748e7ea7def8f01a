import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { SpatialRewardError } from "../../core/index.js";
import { findSources } from "../../dataset/index.js";
import { percent } from "../../eval/index.js";
import { openBackend } from "../../vlm/index.js";
import { table } from "../tables.js";
import { type AskedEpisode, askOnce } from "./asked.js";
import { countJudged, type Guard, type GuardFigures, isSuccess, judges, taskOf } from "./judge.js";

const usage = `npm run guard -- EPISODES --answers DIR [-o FILE]

Judges simulated episodes in which a thing is to be taken (training/README.md renders them), with and
without a task's guard against false successes, and prints how many are found and how many are false.
nano is asked once about each picture; its answers are kept in DIR, and a stopped run goes on there.
-o writes the figures as JSON.
`;

type Asked = AskedEpisode & { readonly thing: string };

/** Episodes between two words of how far it is. */
const every = 20;

const asked = async (folder: string, answers: string): Promise<readonly Asked[]> => {
  const [first] = judges;
  if (!first) throw new RangeError("no way to judge");
  const backend = await openBackend("nano");
  try {
    const found: Asked[] = [];
    const sources = await findSources([folder]);
    for (const [k, { path }] of sources.entries()) {
      const task = (thing: string) => taskOf(thing, first, "default");
      const episode = await askOnce(path, backend, task, answers);
      if (episode) found.push(episode);
      if ((k + 1) % every === 0) process.stderr.write(`${k + 1} of ${sources.length}\n`);
    }
    return found;
  } finally {
    await backend.close();
  }
};

const figuresOf = (episodes: readonly Asked[]): readonly GuardFigures[] =>
  judges.flatMap((judge) =>
    (["without", "default"] satisfies readonly Guard[]).map((guard) => {
      const judged = episodes.map(({ thing, outcome, observations }) => ({
        outcome,
        judged: isSuccess(taskOf(thing, judge, guard), observations),
      }));
      return { judge: judge.name, guard, ...countJudged(judged) };
    }),
  );

const share = ({ judged, of }: GuardFigures["found"]): string =>
  `${judged} of ${of} (${percent(judged / of)})`;

const measure = async (
  folder: string,
  answers: string,
  output: string | undefined,
): Promise<void> => {
  const episodes = await asked(folder, answers);
  if (episodes.length === 0)
    throw new SpatialRewardError(
      "dataset.invalid",
      `${folder}: no episodes in which a thing is taken`,
    );
  const rows = figuresOf(episodes);
  const head = ["judged by", "guard", "successes found", "failures taken for one"];
  process.stdout.write(
    table(
      head,
      rows.map((row) => [row.judge, row.guard, share(row.found), share(row.false)]),
    ),
  );
  const record = { episodes: episodes.length, rows };
  if (output) await writeFile(output, `${JSON.stringify(record, null, 2)}\n`);
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    answers: { type: "string" },
    output: { type: "string", short: "o" },
    help: { type: "boolean" },
  },
});
const [folder] = positionals;
if (values.help || folder === undefined || values.answers === undefined) {
  process.stdout.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  await measure(folder, values.answers, values.output);
}
