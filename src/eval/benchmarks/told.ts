import { counted } from "../../core/index.js";
import { decimals, percent } from "../format.js";
import type { BenchmarkReport, BenchmarkScore } from "./run.js";

const row = (name: string, { asked, usable, score, relativeError }: BenchmarkScore) => [
  name,
  String(asked),
  percent(usable),
  percent(score),
  decimals(relativeError, 2),
];

export const benchmarkTable = ({ benchmark, categories, overall }: BenchmarkReport) => ({
  head: [benchmark, "asked", "usable", "score", "mean rel."],
  rows: [
    ...Object.entries(categories).map(([name, score]) => row(name, score)),
    row("all", overall),
  ],
});

export const benchmarkRemarks = ({
  backend,
  source,
  failures,
}: BenchmarkReport): readonly string[] => [
  `${backend ? `${backend.name} ${backend.version}` : "answers made elsewhere"}, scored as ${source}; what is not usable counts as wrong.`,
  ...(failures.first
    ? [
        `The backend failed on ${counted(failures.count, "picture")}; the first: ${failures.first.message}`,
      ]
    : []),
];
