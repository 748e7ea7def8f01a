import { groupBy } from "../core/index.js";
import type { Chart } from "../web/index.js";
import { type Case, isAnswered, lengthCases } from "./case.js";
import type { Reliability } from "./reliability.js";
import type { Evaluation } from "./run-eval.js";
import { rules, type SuccessRule } from "./success-rules.js";
import type { Trace } from "./trace.js";
import type { TrajectoryReport } from "./trajectories.js";
import type { TrajectoryScore } from "./trajectory.js";

/** More dots than this only make the page heavy. */
const mostDots = 3000;
const mostEpisodes = 4;

type Series = Chart["series"][number];

const series = (
  label: string,
  kind: Series["kind"],
  colour: Series["colour"],
  values: Series["values"],
): Series => ({ label, kind, colour, digits: 3, values });

const plain = { bands: [], stages: [], fromZero: true } as const;

/** Every so many, so that no more than `most` are left. */
const thinned = <T>(items: readonly T[], most: number): readonly T[] => {
  const stride = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, i) => i % stride === 0);
};

const scatter = (cases: readonly Case[]): readonly Chart[] => {
  const answers = lengthCases(cases)
    .filter(({ relation }) => relation === "distance")
    .filter(isAnswered);
  if (answers.length === 0) return [];
  const points = [...thinned(answers, mostDots)].sort((a, b) => a.truth - b.truth);
  const truths = points.map(({ truth }) => truth);
  return [
    {
      ...plain,
      title: "distances: answered against true",
      unit: "m",
      along: { values: truths, label: "true", unit: "m" },
      series: [
        series(
          "answered",
          "dots",
          "estimate",
          points.map(({ estimate }) => estimate),
        ),
        series("as it is", "dashed", "truth", truths),
      ],
    },
  ];
};

const diagram = (
  title: string,
  points: readonly { readonly stated: number; readonly observed: number }[],
): readonly Chart[] => {
  if (points.length === 0) return [];
  const stated = points.map((point) => point.stated);
  return [
    {
      ...plain,
      title,
      unit: "",
      top: 1,
      along: { values: stated, label: "stated", unit: "" },
      series: [
        series(
          "came true",
          "line",
          "estimate",
          points.map(({ observed }) => observed),
        ),
        series("as stated", "dashed", "truth", stated),
      ],
    },
  ];
};

const diagrams = ({ intervals, probabilities }: Reliability): readonly Chart[] => [
  ...diagram("reliability: central intervals of lengths", intervals),
  ...diagram("reliability: probabilities of yes", probabilities),
];

/** Shares of failures and of successes that pass, from the strictest threshold to the laxest. */
const roc = (scores: readonly TrajectoryScore[], rule: SuccessRule): readonly Chart[] => {
  const sign = rules[rule].below ? -1 : 1;
  const ranked = scores
    .filter(({ succeeded }) => succeeded !== undefined)
    .map(({ succeeded, held }) => ({
      succeeded,
      measure: Number.isNaN(held[rule]) ? Number.NEGATIVE_INFINITY : sign * held[rule],
    }));
  const count = (succeeded: boolean, least: number): number => {
    const these = ranked.filter((one) => one.succeeded === succeeded);
    return these.filter(({ measure }) => measure >= least).length / these.length;
  };
  const thresholds = [...new Set(ranked.map(({ measure }) => measure))].sort((a, b) => b - a);
  return [
    {
      ...plain,
      title: `success: successes found against failures let through (${rule})`,
      unit: "",
      top: 1,
      along: {
        values: [0, ...thresholds.map((least) => count(false, least))],
        label: "failures let through",
        unit: "",
      },
      series: [
        series("successes found", "line", "estimate", [
          0,
          ...thresholds.map((least) => count(true, least)),
        ]),
      ],
    },
  ];
};

const episodeChart = ({ episode, outcome, points }: Trace): Chart => ({
  ...plain,
  title: `${episode} (${outcome}): distance`,
  unit: "m",
  along: { values: points.map(({ t }) => t), label: "time", unit: "s" },
  series: [
    series(
      "answered",
      "dots",
      "raw",
      points.map(({ raw }) => raw ?? null),
    ),
    series(
      "filtered",
      "line",
      "estimate",
      points.map(({ said }) => said.distance ?? null),
    ),
    series(
      "true",
      "dashed",
      "truth",
      points.map((point) => point.true.distance ?? null),
    ),
  ],
});

/** The episodes whose order was kept worst, of those that have one. */
const worstEpisodes = (
  traces: readonly Trace[],
  { scores }: TrajectoryReport,
): readonly Chart[] => {
  const byName = groupBy(traces, ({ episode }) => episode);
  return scores
    .filter(({ spearman }) => !Number.isNaN(spearman))
    .sort((a, b) => a.spearman - b.spearman)
    .slice(0, mostEpisodes)
    .flatMap(({ episode }) => (byName.get(episode) ?? []).slice(0, 1).map(episodeChart));
};

/** What a page of an evaluation draws. */
export const chartsOf = ({ report, cases, traces }: Evaluation): readonly Chart[] => {
  const { questions, trajectories } = report;
  return [
    ...scatter(cases),
    ...(questions ? diagrams(questions.reliability) : []),
    ...(trajectories?.judged ? roc(trajectories.scores, trajectories.success.rule) : []),
    ...(trajectories ? worstEpisodes(traces, trajectories) : []),
  ];
};
