export { escapeHtml } from "./html.js";
export { renderReport } from "./report.js";
export type {
  Column,
  Curves,
  DistanceCurve,
  Figure,
  PredicateCurve,
  ReportData,
  Span,
  Thumbnail,
  Trouble,
} from "./report-data.js";
export { thumbnailOf } from "./thumbnail.js";
