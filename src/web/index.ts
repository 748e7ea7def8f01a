export type { Chart } from "./charts.js";
export {
  type EvaluationData,
  type Place,
  renderEvaluation,
  type WrongAnswer,
} from "./evaluation.js";
export { escapeHtml } from "./html.js";
export { type Overview, type OverviewGroup, type OverviewRow, renderOverview } from "./overview.js";
export { renderReport } from "./report.js";
export type {
  Column,
  Curves,
  DistanceCurve,
  Figure,
  PredicateCurve,
  ReportData,
  Span,
  Table,
  Thumbnail,
  Trouble,
} from "./report-data.js";
export { thumbnailOf } from "./thumbnail.js";
