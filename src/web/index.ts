export type { Chart, ChartSeries } from "./charts.js";
export {
  type EvaluationData,
  type Place,
  renderEvaluation,
  type WrongAnswer,
} from "./evaluation.js";
export { escapeHtml } from "./html.js";
export { jpegUri } from "./jpeg-uri.js";
export type { Demand, Line, Moments, StageText, Track } from "./moments.js";
export {
  type Outcome,
  type Overview,
  type OverviewRow,
  outcomes,
  renderOverview,
} from "./overview.js";
export { jpegOf, takePicture, thumbnailOf } from "./picture.js";
export { renderReport } from "./report.js";
export type {
  Column,
  Curves,
  DistanceCurve,
  Figure,
  Payment,
  PredicateCurve,
  ReportData,
  Span,
  StageVisit,
  Table,
  Thumbnail,
  Trouble,
} from "./report-data.js";
