/** Graphs of a model that writes its answers, as Hugging Face's exports name them. */
export const graphNames = ["vision_encoder", "embed_tokens", "decoder_model_merged"] as const;

export const decoderName = "decoder_model_merged";

/** The decoder that `model optimize` writes: takes a prefix's caches once, tells the next token. */
export const sharedDecoderName = "decoder_model_shared";

/** Its inputs, in the order of the tokens, for caches that are kept apart from what is being written. */
export const cachesApart = ["prefix_key_values", "question_key_values"] as const;
