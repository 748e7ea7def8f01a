import type { Column, Curves, DistanceCurve, PredicateCurve, Span } from "./report-data.js";

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

const predicateChart = ({ key, probability }: PredicateCurve): Chart =>
  single(
    key,
    { label: "probability", kind: "line", colour: "estimate", digits: 2, values: probability },
    { top: 1 },
  );

export const chartsOf = (curves: Curves): Charts => ({
  times: curves.times,
  successes: curves.successes,
  charts: [
    ...curves.distances.map(distanceChart),
    ...curves.predicates.map(predicateChart),
    single(
      "progress (the potential Φ) and stages",
      { label: "Φ", kind: "line", colour: "estimate", digits: 3, values: curves.progress },
      { top: 1, stages: curves.stages },
    ),
    single(
      "reward",
      { label: "reward", kind: "area", colour: "reward", digits: 4, values: curves.reward },
      { fromZero: false },
    ),
  ],
});
