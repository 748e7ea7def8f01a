import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const examples = ["pick", "miss", "wrong-object"];

const summary = z.object({
  bags: z.array(
    z.object({
      frames: z.number(),
      labelled: z.number(),
      success: z.boolean(),
      truth: z.object({
        mae: z.number(),
        medianRelative: z.number(),
        within: z.record(z.string(), z.number()),
        spearman: z.number(),
        successCorrect: z.boolean(),
      }),
    }),
  ),
});

type Labelled = z.infer<typeof summary>["bags"];

const label = async (): Promise<Labelled> => {
  const out = join(tmpdir(), `figures-${process.pid}`);
  const bags = examples.map((name) => `examples/${name}.mcap`);
  const args = ["label", ...bags, "--task", "examples/pick.yaml", "-o", out, "--json"];
  try {
    const { stdout } = await promisify(execFile)("node", ["dist/cli/main.js", ...args]);
    return summary.parse(JSON.parse(stdout)).bags;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};

export const percent = (share: number | undefined): string =>
  `${Math.round(100 * (share ?? Number.NaN))} %`;

/** What `label --json` says of the bundled recordings, here and now. */
export const exampleFigures = async (): Promise<string> =>
  [
    "| recording | frames labelled | mean error | median relative | within ±25 % | Spearman | success judged |",
    "|---|---|---|---|---|---|---|",
    ...(await label()).map(({ frames, labelled, success, truth }, i) =>
      [
        `| \`${examples[i]}.mcap\``,
        `${labelled} of ${frames}`,
        `${(100 * truth.mae).toFixed(1)} cm`,
        truth.medianRelative.toFixed(2),
        percent(truth.within["75-125"]),
        truth.spearman.toFixed(2),
        `${success ? "yes" : "no"}, ${truth.successCorrect ? "rightly" : "wrongly"} |`,
      ].join(" | "),
    ),
  ].join("\n");
