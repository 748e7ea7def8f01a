export { type GenerateOptions, generateQuestions } from "./generate-questions.js";
export { type Picked, type PickOptions, pickDataset } from "./pick.js";
export { countLines, linesFile, readDataset } from "./read-dataset.js";
export {
  runVqa,
  type VqaDataset,
  type VqaOptions,
  type VqaProgress,
  type VqaSummary,
} from "./run-vqa.js";
export {
  type DataFact,
  type DataLine,
  dataLine,
  fact,
  type Pair,
  type QuestionAnswer,
  type Thing,
} from "./schema.js";
export { findSources, type Source } from "./sources.js";
export { writeDataset } from "./write-dataset.js";
