import type { Backend } from "./backend.js";
import { idefics3 } from "./generative/families/idefics3.js";
import { llavaOnevision } from "./generative/families/llava-onevision.js";
import { paligemma } from "./generative/families/paligemma.js";
import { qwenVl } from "./generative/families/qwen-vl.js";
import type { Family } from "./generative/family.js";
import { openGenerative } from "./generative/open-generative.js";
import type { ModelDirectory, ModelOptions } from "./model-options.js";
import { modelType as nano } from "./nano/config.js";
import { openNano } from "./nano/open-nano.js";

export type OpenFamily = (directory: ModelDirectory, options: ModelOptions) => Promise<Backend>;

/** Families of models that write their answers. */
export const generative: readonly Family[] = [idefics3, qwenVl, llavaOnevision, paligemma];

/** `model_type` → how a directory of it is opened. */
export const families: ReadonlyMap<string, OpenFamily> = new Map([
  [nano, openNano],
  ...generative.flatMap((family) =>
    family.modelTypes.map((type) => [type, openGenerative(family)] as const),
  ),
]);
