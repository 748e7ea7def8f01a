import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import { SpatialRewardError } from "../../core/index.js";
import type { Logger } from "../engine/logger.js";

type Body = ChatCompletionCreateParamsNonStreaming;

/** Parts of a request that not every server takes, and what each is called in its complaints. */
const optional = {
  logprobs: /logprobs/i,
  temperature: /temperature/i,
  seed: /\bseed\b/i,
  response_format: /response_format|json_schema/i,
  max_tokens: /max_tokens/i,
} as const satisfies Partial<Record<keyof Body, RegExp>>;

type Feature = keyof typeof optional;

const features: readonly Feature[] = [
  "logprobs",
  "temperature",
  "seed",
  "response_format",
  "max_tokens",
];

/** What a server has been found not to take. */
export interface Features {
  /** The body without what the server doesn't take. */
  fit(body: Body): Body;
  /** Whether a refusal names something optional that the body had: then the body fits better next time. */
  learn(refusal: unknown, body: Body): boolean;
}

export const createFeatures = (logger: Logger): Features => {
  const refused = new Set<Feature>();
  const fit = (body: Body): Body => {
    const fitted = { ...body };
    for (const feature of refused) delete fitted[feature];
    if (refused.has("logprobs")) delete fitted.top_logprobs;
    // Newer models of OpenAI's take the limit under this name only.
    if (refused.has("max_tokens")) fitted.max_completion_tokens = body.max_tokens ?? null;
    return fitted;
  };
  return {
    fit,
    learn: (refusal, body) => {
      if (!(refusal instanceof SpatialRewardError) || refusal.code !== "server.request")
        return false;
      const named = features.filter(
        (feature) => body[feature] !== undefined && optional[feature].test(refusal.message),
      );
      for (const feature of named) {
        if (refused.has(feature)) continue;
        refused.add(feature);
        logger.info({ feature }, `the server doesn't take ${feature}; going on without`);
      }
      return named.length > 0;
    },
  };
};
