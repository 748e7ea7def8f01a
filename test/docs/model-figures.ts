import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { embeddedModel, openBackend } from "../../src/vlm/index.js";
import { percent } from "./example-figures.js";

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

const judgedShare = z.object({ judged: z.number(), of: z.number() });

/** `npm run guard` over simulated episodes. */
const guard = z.object({
  episodes: z.number(),
  rows: z.array(
    z.object({
      judge: z.string(),
      guard: z.enum(["without", "default"]),
      found: judgedShare,
      false: judgedShare,
    }),
  ),
});

const training = z.object({ parameters: z.number() });

const json = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(embeddedModel(), name), "utf8"));

const centimetres = (metres: number): string => `${(100 * metres).toFixed(1)} cm`;

const errorRow = (name: string, { mae_m, median_relative, within }: z.infer<typeof errors>) =>
  [
    `| ${name}`,
    centimetres(mae_m),
    median_relative.toFixed(2),
    percent(within["75-125"]),
    `${percent(within["50-200"])} |`,
  ].join(" | ");

/** What the embedded model's own measurements say, in models/nano. */
export const modelFigures = async (): Promise<string> => {
  const { scenes, kept_out, episodes } = evaluation.parse(await json("evaluation.json")).fp32;
  const { take, place } = success.parse(await json("success.json"));
  const { rule, threshold, truePositiveRate, falsePositiveRate } = take.success;
  return [
    "| nano, gripper to object, on simulated scenes of unseen seeds | mean error | median relative | within ±25 % | within 50–200 % |",
    "|---|---|---|---|---|",
    errorRow("grippers and shapes it knows", scenes.gripper_object),
    errorRow("a gripper and shapes it never saw", kept_out.gripper_object),
    errorRow("always saying the mean", scenes.baseline_mean),
    "",
    `Over ${episodes.episodes} unseen episodes the rank correlation with the true distance is ${episodes.median_spearman.toFixed(2)} in the median for single frames (the gripper's height alone: ${episodes.median_spearman_height_only.toFixed(2)}). Filtered it is ${take.medianSpearman.toFixed(2)} over the ${take.episodes} in which something is taken (sideways approaches, misses, wrong and moved objects, retreats among them), and ${place.medianSpearman.toFixed(2)} over the ${place.episodes} in which a held thing is brought to a place. Success of taking, judged by ${rules[rule]}, has an AUC of ${take.successAuc.toFixed(2)}; at the threshold fixed on validation episodes (${centimetres(threshold)}) it finds ${percent(truePositiveRate)} of the successes and takes ${percent(falsePositiveRate)} of the failures for one.`,
  ].join("\n");
};

const shareOf = ({ judged, of }: z.infer<typeof judgedShare>): string =>
  `${judged} of ${of} (${(100 * (judged / of)).toFixed(1)} %)`;

/** How many successes are found, and how many failures are taken for one. */
export const guardFigures = async (): Promise<string> => {
  const { rows } = guard.parse(await json("guard.json"));
  return [
    "| success is | guard | successes found | failures taken for one |",
    "|---|---|---|---|",
    ...rows.map(
      (row) =>
        `| ${row.judge} | ${row.guard === "default" ? "as by default" : "none"} | ${shareOf(row.found)} | ${shareOf(row.false)} |`,
    ),
  ].join("\n");
};

const wordsForThings = async (): Promise<number | undefined> => {
  const backend = await openBackend("nano");
  try {
    return backend.vocabulary?.words.length;
  } finally {
    await backend.close();
  }
};

/** The same, as short as README's first screen wants it. */
export const shortFigures = async (): Promise<string> => {
  const { parameters } = training.parse(await json("training.json"));
  const { scenes, kept_out, episodes } = evaluation.parse(await json("evaluation.json")).fp32;
  const { take } = success.parse(await json("success.json"));
  const [known, unseen, mean] = [
    scenes.gripper_object,
    kept_out.gripper_object,
    scenes.baseline_mean,
  ];
  const { truePositiveRate, falsePositiveRate } = take.success;
  return [
    `The embedded model, nano, has ${(parameters / 1e6).toFixed(1)} million parameters, has learnt from simulated tables alone, and knows ${await wordsForThings()} words for things.`,
    `On simulated scenes of unseen seeds its distances between gripper and object err by ${centimetres(known.mae_m)} in the mean, ${percent(known.median_relative)} in the median; with a gripper and shapes it never saw by ${centimetres(unseen.mae_m)} and ${percent(unseen.median_relative)} (always saying the mean: ${centimetres(mean.mae_m)} and ${percent(mean.median_relative)}).`,
    `Over ${episodes.episodes} unseen episodes the rank correlation with the true distance is ${episodes.median_spearman.toFixed(2)} in the median. Of the successes of taking it finds ${percent(truePositiveRate)}, and takes ${percent(falsePositiveRate)} of the failures for one.`,
  ].join(" ");
};
