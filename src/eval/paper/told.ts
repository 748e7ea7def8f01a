import { counted } from "../../core/index.js";
import { percent } from "../format.js";
import { type PublishedRow, publishedRows } from "./published.js";
import { type PaperScore, paperBands } from "./score.js";

const head = [
  "SpatialVLM's tables",
  "measured on",
  "yes or no right",
  "a number",
  ...["[50, 200] %", "[66.7, 150] %", "[90, 110] %"],
];

const theirs = (row: PublishedRow): readonly string[] => [
  row.model,
  "their images",
  ...[row.qualitative, row.numbers, ...paperBands.map((band) => row[band])].map((figure) =>
    percent(figure === undefined ? Number.NaN : figure / 100),
  ),
];

/** A backend's row, and under it the paper's own: of other images and other questions, so for orientation alone. */
export const paperTable = (name: string, { qualitative, quantitative }: PaperScore) => ({
  head,
  rows: [
    [
      name,
      `this data: ${qualitative.asked} + ${quantitative.asked}`,
      percent(qualitative.right),
      percent(quantitative.numbers),
      ...paperBands.map((band) => percent(quantitative.within[band])),
    ],
    ...publishedRows.map(theirs),
  ],
});

/** How to read it. */
export const paperRemarks = ({ quantitative: { zeroTruths } }: PaperScore): readonly string[] => [
  "SpatialVLM's tables: shares of all questions asked, refusals among them, bounds included; the rows of " +
    "others are as published, on the paper's images (arXiv 2401.12168)." +
    (zeroTruths === 0 ? "" : ` Truly 0, and so in no band: ${counted(zeroTruths, "length")}.`),
];
