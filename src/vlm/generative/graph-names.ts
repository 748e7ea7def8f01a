/** Graphs of a model that writes its answers, as Hugging Face's exports name them. */
export const graphNames = ["vision_encoder", "embed_tokens", "decoder_model_merged"] as const;

export const decoderName = "decoder_model_merged";

/** The decoder that `model optimize` writes: takes a prefix's caches once, gives the last token's logits. */
export const sharedDecoderName = "decoder_model_shared";
