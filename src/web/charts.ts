import type {
  Column,
  Curves,
  DistanceCurve,
  Payment,
  PredicateCurve,
  Span,
} from "./report-data.js";

/** How a curve is drawn; an `edge` bounds a band and is not drawn itself. */
export type CurveKind = "line" | "dashed" | "dots" | "area" | "edge";

export interface ChartSeries {
  readonly label: string;
  readonly kind: CurveKind;
  /** Name of a colour variable of the style sheet. */
  readonly colour: "estimate" | "raw" | "truth" | "reward";
  readonly digits: number;
  readonly values: Column;
}

/** Between two edges of `series` (by index), in the estimate's colour. */
export interface ChartBand {
  readonly upper: number;
  readonly lower: number;
  /** 0..1 */
  readonly opacity: number;
}

/** What a chart is drawn along, where that is not the page's time line. */
export interface Axis {
  /** Ascending; as long as each series' values. */
  readonly values: readonly number[];
  readonly label: string;
  readonly unit: string;
}

/** What the page's script draws; plain data, so that it travels as JSON. */
export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly series: readonly ChartSeries[];
  readonly bands: readonly ChartBand[];
  /** What it shows, for who doesn't know the word. */
  readonly note?: string;
  /** Marked, and said what each was made of. */
  readonly payments?: readonly Payment[];
  /** Shaded and named in the background. */
  readonly stages: readonly Span[];
  /** Whether the vertical axis starts at 0, and where it ends if that is known. */
  readonly fromZero: boolean;
  readonly top?: number;
  readonly along?: Axis;
}

export interface Charts {
  /** Seconds since the first frame. */
  readonly times: readonly number[];
  readonly successes: readonly number[];
  /** Stretches without a reward, hatched in the background. */
  readonly invalid: readonly Span[];
  readonly charts: readonly Chart[];
}

/** The filtered length, so many deviations up or down; never below 0. */
const shifted = ({ filtered, stddev }: DistanceCurve, sigmas: number): Column =>
  filtered.map((centre, at) => {
    const deviation = stddev[at] ?? null;
    return centre === null || deviation === null ? null : Math.max(0, centre + sigmas * deviation);
  });

const edge = (curve: DistanceCurve, sigmas: number): ChartSeries => ({
  label: `${sigmas}σ`,
  kind: "edge",
  colour: "estimate",
  digits: 3,
  values: shifted(curve, sigmas),
});

const distanceChart = (curve: DistanceCurve): Chart => ({
  title: curve.key,
  unit: "m",
  fromZero: true,
  stages: [],
  series: [
    ...[2, -2, 1, -1].map((sigmas) => edge(curve, sigmas)),
    { label: "answered", kind: "dots", colour: "raw", digits: 3, values: curve.raw },
    ...truthOf(curve),
    {
      label: "filtered, ±1σ and ±2σ",
      kind: "line",
      colour: "estimate",
      digits: 3,
      values: curve.filtered,
    },
  ],
  bands: [
    { upper: 0, lower: 1, opacity: 0.13 },
    { upper: 2, lower: 3, opacity: 0.2 },
  ],
});

const truthOf = ({ truth }: DistanceCurve): readonly ChartSeries[] =>
  truth === undefined
    ? []
    : [{ label: "truth", kind: "dashed", colour: "truth", digits: 3, values: truth }];

const single = (title: string, series: ChartSeries, rest: Partial<Chart>): Chart => ({
  title,
  unit: "",
  fromZero: true,
  stages: [],
  bands: [],
  series: [series],
  ...rest,
});

const line = (label: string, values: Column, digits: number): ChartSeries => ({
  label,
  kind: "line",
  colour: "estimate",
  digits,
  values,
});

const predicateChart = ({ key, probability }: PredicateCurve): Chart =>
  single(key, line("probability", probability, 2), { top: 1 });

const unlike =
  "how unlike the picture is to those the model learnt from: 1 in 100 familiar ones lies beyond 1";
const believed = "how far the frame can be believed, as far as its weakest cue";
const shaped = "how far the task has come, in [0, 1]: the potential Φ; shaded by stage";
const paid =
  "reward = what the task pays + discount · Φ now − Φ before. A success pays once, and takes back the Φ that was paid for on the way: so the frame itself looks small, and the sum below does not";

const doubts = ({ trust, novelty }: Curves): readonly Chart[] => [
  ...(trust ? [single("trust", line("trust", trust, 2), { top: 1, note: believed })] : []),
  ...(novelty ? [single("novelty", line("novelty", novelty, 2), { note: unlike })] : []),
];

export const chartsOf = (curves: Curves): Charts => ({
  times: curves.times,
  successes: curves.successes,
  invalid: curves.invalid,
  charts: [
    ...curves.distances.map(distanceChart),
    ...curves.predicates.map(predicateChart),
    single("progress and stages", line("Φ", curves.progress, 3), {
      top: 1,
      stages: curves.stages,
      note: shaped,
    }),
    single(
      "reward",
      { label: "reward", kind: "area", colour: "reward", digits: 4, values: curves.reward },
      { fromZero: false, note: paid, payments: curves.payments },
    ),
    single("rewards added up", line("since the episode began", curves.paidSoFar, 3), {
      fromZero: false,
    }),
    ...doubts(curves),
  ],
});
