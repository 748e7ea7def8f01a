import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { runEval, tablesOf } from "../../src/eval/index.js";
import { embeddedModel, openBackend } from "../../src/vlm/index.js";
import { repository } from "./pages.js";

const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const stills = "models/nano/heldout/stills";

/** The paper's tables of the embedded model on the bundled stills, asked here and now. */
export const paperFigures = async (): Promise<string> => {
  const { report } = await runEval({
    sources: [join(repository, stills)],
    backend: () => openBackend("nano"),
    hold: 0.5,
    mostFalse: 0.03,
  });
  const table = tablesOf(report).find(({ head }) => head[0] === "SpatialVLM's tables");
  return markdown(table?.head ?? [], table?.rows ?? []);
};

const figure = z.number().nullable();

/** `eval episodes --motion … --others --json` over unseen episodes. */
const measured = z.object({
  episodes: z.number(),
  rewards: z.array(
    z.object({
      title: z.string(),
      value: figure,
      low: figure,
      high: figure,
      ofTruth: figure,
      episodes: z.number(),
    }),
  ),
});

const recorded = z.object({ take: measured, place: measured });

const two = (value: number | null): string => (value === null ? "–" : value.toFixed(2));

const cells = ({
  value,
  low,
  high,
  ofTruth,
  episodes,
}: z.infer<typeof measured>["rewards"][number]) =>
  [
    low === null ? two(value) : `${two(value)} (${two(low)} to ${two(high)})`,
    two(ofTruth),
    String(episodes),
  ] as const;

/** What was measured of the embedded model, in models/nano/rewards.json. */
export const rewardFigures = async (): Promise<string> => {
  const path = join(embeddedModel(), "rewards.json");
  const { take, place } = recorded.parse(JSON.parse(await readFile(path, "utf8")));
  const rows = take.rewards.map((one, i) => {
    const other = place.rewards[i];
    return [one.title, ...cells(one), ...(other ? cells(other) : [])];
  });
  const head = [
    `nano on ${take.episodes} + ${place.episodes} unseen episodes`,
    "take",
    "of the truth",
    "episodes",
    "place",
    "of the truth",
    "episodes",
  ];
  return markdown(head, rows);
};
