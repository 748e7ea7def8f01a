import type { Backend } from "./backend.js";
import type { ModelDirectory, ModelOptions } from "./model-options.js";
import { modelType as nano } from "./nano/config.js";
import { openNano } from "./nano/open-nano.js";

export type OpenFamily = (directory: ModelDirectory, options: ModelOptions) => Promise<Backend>;

/** `model_type` → how a directory of it is opened. */
export const families: ReadonlyMap<string, OpenFamily> = new Map([[nano, openNano]]);
