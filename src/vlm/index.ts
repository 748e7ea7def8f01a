export * from "./backend.js";
export { checkModel, type ModelReport } from "./check-model.js";
export { type Logger, silentLogger } from "./engine/logger.js";
export { type Precision, precisions } from "./engine/model-directory.js";
export { executionProviders } from "./engine/providers.js";
export type { ModelOptions } from "./model-options.js";
export { embeddedModel, openBackend, openModel } from "./open.js";
export { type Optimized, optimizeModel } from "./optimize/optimize-model.js";
