import type { optimizeModel as Optimize } from "./optimize/optimize-model.js";

export * from "./backend.js";
export * from "./backend-kind.js";
export {
  addBackends,
  backendForms,
  backendKinds,
  kindOfSpec,
  openBackend,
} from "./backends.js";
export { checkModel, type ModelReport, type PhraseReport } from "./check-model.js";
export type { Combination } from "./combine/members.js";
export { type Logger, silentLogger } from "./engine/logger.js";
export { type Precision, precisions } from "./engine/model-directory.js";
export { executionProviders, type Providers } from "./engine/providers.js";
export { askedText } from "./generative/questions.js";
export type { ModelOptions } from "./model-options.js";
export { embeddedModel, openModel } from "./open.js";
export { type Member, openBackends, type TogetherOptions } from "./open-backends.js";
export { defaultServerSettings, type Prices, type ServerSettings } from "./openai/settings.js";
export { parseServerSpec } from "./openai/spec.js";
export {
  openTalk,
  type Said as TalkMessage,
  type Talk,
  type Told as TalkReply,
  type ToolCall,
  type ToolOffer,
} from "./openai/talk.js";
export type { Change } from "./optimize/improved.js";
export type { Optimized } from "./optimize/optimize-model.js";
export { requireSight } from "./probe.js";
export { tellerOf, tellingUnderstood, understoodText } from "./understood-text.js";

/** See optimize/optimize-model.ts, which only who optimizes a model waits for. */
export const optimizeModel: typeof Optimize = async (folder) => {
  const { optimizeModel: optimize } = await import("./optimize/optimize-model.js");
  return optimize(folder);
};
