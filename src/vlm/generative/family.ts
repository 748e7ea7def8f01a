import type { z } from "zod";
import type { Frame } from "../../core/index.js";
import type { Tensors } from "../engine/tensor.js";
import type { ChatTemplate } from "./chat-template.js";
import type { Tokens } from "./tokens.js";

/** A frame as the vision encoder takes it, and as it stands in the prompt. */
export interface EncodedImage {
  readonly feeds: Tensors;
  /** What replaces the family's placeholder in the prompt. */
  readonly text: string;
  /** Plain text that stands before and after that, and is cut into tokens with the prompt's own. */
  readonly around?: readonly [before: string, after: string];
  /** Tokens of the image across and down, for families whose positions follow them. */
  readonly grid?: readonly [rows: number, columns: number];
}

/** What a family's file makes of a model directory. */
export interface FamilyModel {
  /** What stands for the image in a rendered prompt; once. */
  readonly placeholder: string;
  /** The token that image features are put in place of. */
  readonly imageToken: number;
  /** What the vision encoder may take. */
  readonly encoderInputs: readonly string[];
  /** For models whose directory has no chat template. */
  readonly template?: ChatTemplate;
  /** Tokens of a prompt and its answer, where that is fewer than the settings say. */
  readonly context?: number;
  /** @throws SpatialRewardError image.* when the frame can't be decoded or taken */
  image(frame: Frame): Promise<EncodedImage>;
  /** Positions of the tokens of a prompt, a list per row of `position_ids` (most models have one). */
  positions(ids: readonly number[], image: EncodedImage): readonly (readonly number[])[];
}

/** What is read before a family is asked. */
export interface ModelFiles {
  readonly tokens: Tokens;
  read<T>(file: string, schema: z.ZodType<T>): Promise<T>;
}

/** A family of models: its data and differences, never its own engine. */
export interface Family {
  readonly modelTypes: readonly string[];
  /**
   * What the questions of a frame have in common. "prefix": all tokens up to where the questions begin, run once.
   * "features": only the encoded image, as its tokens attend to the question that follows (prefix language models).
   */
  readonly shares: "prefix" | "features";
  open(files: ModelFiles): Promise<FamilyModel>;
}

/** 0, 1, 2…, as plain models count. */
export const plainPositions: FamilyModel["positions"] = (ids) => [ids.map((_, at) => at)];
