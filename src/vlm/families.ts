import type { Backend } from "./backend.js";
import { gemma3 } from "./generative/families/gemma3.js";
import { idefics3 } from "./generative/families/idefics3.js";
import { llavaOnevision } from "./generative/families/llava-onevision.js";
import { paligemma } from "./generative/families/paligemma.js";
import { qwenVl } from "./generative/families/qwen-vl.js";
import type { Family } from "./generative/family.js";
import { graphNames } from "./generative/graph-names.js";
import type { ModelDirectory, ModelOptions } from "./model-options.js";
import { modelType as nano } from "./nano/config.js";
import { graphNames as nanoGraphs, openNano } from "./nano/open-nano.js";

/** How a directory of a family is opened, and the graphs it must have. */
export interface KnownFamily {
  readonly open: (directory: ModelDirectory, options: ModelOptions) => Promise<Backend>;
  readonly graphs: readonly string[];
}

/** Families of models that write their answers. */
export const generative: readonly Family[] = [idefics3, qwenVl, llavaOnevision, paligemma, gemma3];

/** Tokenizers and templates are loaded by those who open such a model. */
const openLater =
  (family: Family): KnownFamily["open"] =>
  async (directory, options) => {
    const { openGenerative } = await import("./generative/open-generative.js");
    return openGenerative(family)(directory, options);
  };

const known = (family: Family): readonly (readonly [string, KnownFamily])[] =>
  family.modelTypes.map((type) => [type, { open: openLater(family), graphs: graphNames }]);

/** Families whose exports have been looked at, and why they are not among these, by `model_type`. */
export const refused: ReadonlyMap<string, string> = new Map([
  [
    "florence2",
    "an encoder-decoder, whose exports have an encoder_model between image and answer; this engine's decoders read image and question as one sequence",
  ],
  [
    "moondream1",
    "its exports have this engine's three graphs, but transformers has no such model to check the answers against",
  ],
]);

/** By `model_type`. */
export const families: ReadonlyMap<string, KnownFamily> = new Map([
  [nano, { open: openNano, graphs: nanoGraphs }],
  ...generative.flatMap(known),
]);
