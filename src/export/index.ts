export type { Format } from "./format.js";
export { formatNamed, formats } from "./formats.js";
export {
  checkExport,
  type ExportCheck,
  type ExportOptions,
  type ExportSummary,
  refuseLacking,
  runExport,
} from "./run-export.js";
export type { ExportSettings } from "./settings.js";
export { parseSignal } from "./signal.js";
