/** Graphs of a model that writes its answers, as Hugging Face's exports name them. */
export const graphNames = ["vision_encoder", "embed_tokens", "decoder_model_merged"] as const;

export const encoderName = "vision_encoder";
export const decoderName = "decoder_model_merged";

/**
 * Those that `model optimize` writes: an encoder whose attention and activations are single operations, a decoder that
 * takes a prefix's caches once and tells the next token.
 */
export const fasterNames = {
  [encoderName]: "vision_encoder_fused",
  [decoderName]: "decoder_model_shared",
} as const;

/** The decoder's inputs, in the order of the tokens, for caches that are kept apart from what is being written. */
export const cachesApart = ["prefix_key_values", "question_key_values"] as const;
