import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";

/**
 * README's figures of the examples are what `label --json` says of the examples, here and now. `npm run figures` writes them;
 * otherwise they are compared, with room for the last digit: processors round differently. Those of the model are
 * what its own measurements say, in models/nano.
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

const errors = z.object({
  mae_m: z.number(),
  median_relative: z.number(),
  within: z.record(z.string(), z.number()),
});
const evaluation = z.object({
  fp32: z.object({
    scenes: z.object({ gripper_object: errors, baseline_mean: errors }),
    kept_out: z.object({ gripper_object: errors }),
    episodes: z.object({
      episodes: z.number(),
      median_spearman: z.number(),
      median_spearman_height_only: z.number(),
    }),
  }),
});
const rules = {
  near: "a held distance",
  raised: "a held rise",
  carried: "a held rise near the gripper",
};
/** `eval --motion` over unseen episodes, what is taken at the threshold that `eval` chose on validation episodes. */
const success = z.object({
  take: z.object({
    episodes: z.number(),
    successAuc: z.number(),
    medianSpearman: z.number(),
    success: z.object({
      rule: z.enum(["near", "raised", "carried"]),
      threshold: z.number(),
      truePositiveRate: z.number(),
      falsePositiveRate: z.number(),
    }),
  }),
  place: z.object({ episodes: z.number(), medianSpearman: z.number() }),
});

const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));

const errorRow = (name: string, { mae_m, median_relative, within }: z.infer<typeof errors>) =>
  [
    `| ${name}`,
    `${(100 * mae_m).toFixed(1)} cm`,
    median_relative.toFixed(2),
    percent(within["75-125"]),
    `${percent(within["50-200"])} |`,
  ].join(" | ");

const modelFigures = async (): Promise<string> => {
  const { scenes, kept_out, episodes } = evaluation.parse(
    await json("models/nano/evaluation.json"),
  ).fp32;
  const { take, place } = success.parse(await json("models/nano/success.json"));
  const { rule, threshold, truePositiveRate, falsePositiveRate } = take.success;
  return [
    "| nano, gripper to object, on simulated scenes of unseen seeds | mean error | median relative | within ±25 % | within 50–200 % |",
    "|---|---|---|---|---|",
    errorRow("grippers and shapes it knows", scenes.gripper_object),
    errorRow("a gripper and shapes it never saw", kept_out.gripper_object),
    errorRow("always saying the mean", scenes.baseline_mean),
    "",
    `Over ${episodes.episodes} unseen episodes the rank correlation with the true distance is ${episodes.median_spearman.toFixed(2)} in the median for single frames (the gripper's height alone: ${episodes.median_spearman_height_only.toFixed(2)}). Filtered it is ${take.medianSpearman.toFixed(2)} over the ${take.episodes} in which something is taken (sideways approaches, misses, wrong and moved objects, retreats among them), and ${place.medianSpearman.toFixed(2)} over the ${place.episodes} in which a held thing is brought to a place. Success of taking, judged by ${rules[rule]}, has an AUC of ${take.successAuc.toFixed(2)}; at the threshold fixed on validation episodes (${(100 * threshold).toFixed(1)} cm) it finds ${percent(truePositiveRate)} of the successes and takes ${percent(falsePositiveRate)} of the failures for one.`,
  ].join("\n");
};

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

const blockOf = (name: string): RegExp =>
  new RegExp(`(<!-- figures: ${name} -->\\n)([\\s\\S]*?)\\n?(<!-- /figures -->)`);

const expectWritten = async (name: string, measured: string): Promise<void> => {
  const readme = await readFile("README.md", "utf8");
  if (update) await writeFile("README.md", readme.replace(blockOf(name), `$1${measured}\n$3`));
  else expectSameFigures(blockOf(name).exec(readme)?.[2] ?? "", measured);
};

describe("README", () => {
  it("states what label measures on the examples", { timeout: 240_000 }, async () => {
    await expectWritten("examples", table(await label()));
  });

  it("states what was measured of the model", async () => {
    await expectWritten("model", await modelFigures());
  });
});
