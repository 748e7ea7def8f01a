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
export { Scene, type Truth } from "./scene.js";
export {
  type DataFact,
  type DataLine,
  dataLine,
  fact,
  type Pair,
  type QuestionAnswer,
  type Thing,
} from "./schema.js";
export { seedFor } from "./seed.js";
export { findSources, isDataSets, type Source } from "./sources.js";
export { writeDataset } from "./write-dataset.js";
