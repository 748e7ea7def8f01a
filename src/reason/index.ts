export type { Asking } from "./ledger.js";
export { planFor, planTemplates } from "./planner/index.js";
export { defaultMaxQuestions, defaultTolerance, reason, reasonWith } from "./reason.js";
export type { AskStep, CalculateStep, Conclusion, Step, Trace } from "./steps.js";
