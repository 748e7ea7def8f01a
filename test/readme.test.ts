import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";

/**
 * README's figures are what `label --json` says of the examples, here and now. `npm run figures` writes them;
 * otherwise they are compared, with room for the last digit: processors round differently.
 */
const update = process.env.UPDATE_FIGURES !== undefined;
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

const label = async () => {
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

const percent = (share: number | undefined): string =>
  `${Math.round(100 * (share ?? Number.NaN))} %`;

const table = (bags: Awaited<ReturnType<typeof label>>): string =>
  [
    "| recording | frames labelled | mean error | median relative | within ±25 % | Spearman | success judged |",
    "|---|---|---|---|---|---|---|",
    ...bags.map(({ frames, labelled, success, truth }, i) =>
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

const number = /-?\d+(?:\.\d+)?/g;

/** Words as they are, numbers within two units of their last digit. */
const expectSameFigures = (written: string, measured: string): void => {
  expect(written.replace(number, "#")).toBe(measured.replace(number, "#"));
  const measuredNumbers = measured.match(number) ?? [];
  (written.match(number) ?? []).forEach((text, i) => {
    const lastDigit = 10 ** -(text.split(".")[1]?.length ?? 0);
    expect(Math.abs(Number(text) - Number(measuredNumbers[i]))).toBeLessThanOrEqual(2 * lastDigit);
  });
};

const block = /(<!-- figures: examples -->\n)([\s\S]*?)\n?(<!-- \/figures -->)/;

describe("README", () => {
  it("states what label measures on the examples", { timeout: 240_000 }, async () => {
    const readme = await readFile("README.md", "utf8");
    const measured = table(await label());
    if (update) await writeFile("README.md", readme.replace(block, `$1${measured}\n$3`));
    expectSameFigures(update ? measured : (block.exec(readme)?.[2] ?? ""), measured);
  });
});
