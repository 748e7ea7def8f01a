import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { repository } from "./pages.js";

const number = z.number().nullable();
const score = z.object({
  pictures: z.number(),
  things: z.number(),
  matched: z.number(),
  upright: z.number(),
  upError: number,
  relations: z.array(
    z.object({ relation: z.string(), facts: z.number(), error: number, right: number }),
  ),
  lengths: z.object({ facts: z.number(), error: number, right: number }),
  predicates: z.object({ facts: z.number(), right: number }),
});

/** What `npm run engine` has written. */
const figures = () =>
  z
    .record(z.string(), score)
    .parse(JSON.parse(readFileSync(join(repository, "training/engine.json"), "utf8")));

const percent = (share: number | null): string =>
  share === null ? "" : `${(100 * share).toFixed(1)} %`;

/** A row for each kind of depth and detector. */
export const engineFigures = (): string =>
  [
    "| depth, things | things lifted, that are there | up known, median error | lengths: median error | within 2 σ | predicates right |",
    "|---|---|---|---|---|---|",
    ...Object.entries(figures()).map(
      ([name, { things, matched, pictures, upright, upError, lengths, predicates }]) =>
        `| ${name} | ${things}, ${matched} | ${upright} of ${pictures}, ${upError?.toFixed(2)}° | ${percent(lengths.error)} of ${lengths.facts} | ${percent(lengths.right)} | ${percent(predicates.right)} of ${predicates.facts} |`,
    ),
  ].join("\n");

/** Of true masks, clean and noisy depth side by side. */
export const engineRelations = (): string => {
  const [clean, noisy] = ["clean depth, true masks", "noisy depth, true masks"].map(
    (name) => figures()[name],
  );
  const cell = (of: typeof clean, relation: string): string => {
    const found = of?.relations.find((each) => each.relation === relation);
    if (!found || found.facts === 0) return "";
    return `${percent(found.error ?? found.right)} of ${found.facts}`;
  };
  return [
    "| relation | | clean | noisy |",
    "|---|---|---|---|",
    ...(clean?.relations ?? []).map(
      ({ relation, error }) =>
        `| \`${relation}\` | ${error === null ? "right" : "error"} | ${cell(clean, relation)} | ${cell(noisy, relation)} |`,
    ),
  ].join("\n");
};
