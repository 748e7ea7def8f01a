import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import type { Logger } from "../engine/logger.js";
import { ServerFault } from "./fault.js";
import { allowedBelow, type Body, type Parameter } from "./parameters.js";

/** What a server has been found not to take. */
export interface Features {
  /** The body without what the server doesn't take. */
  fit(body: Body): Body;
  /** Whether a refusal names something optional that the body had: then the body fits better next time. */
  learn(refusal: unknown, body: Body): boolean;
}

/** So few alternatives are given by servers that don't give as many as OpenAI does. */
const fewAlternatives = 5;

const textOf = ({ content }: ChatCompletionMessageParam): string =>
  typeof content === "string" ? content : "";

/** What the system would be told, told by the user; before the image or the words, as it was. */
const withoutSystem = (messages: Body["messages"]): Body["messages"] => {
  const told = messages.filter(({ role }) => role === "system").map(textOf);
  const rest = messages.filter(({ role }) => role !== "system");
  const [first, ...others] = rest;
  if (told.length === 0 || first?.role !== "user") return rest;
  const text = told.join("\n");
  const content: typeof first.content =
    typeof first.content === "string"
      ? `${text}\n\n${first.content}`
      : [{ type: "text", text }, ...first.content];
  return [{ ...first, content }, ...others];
};

export const createFeatures = (logger: Logger): Features => {
  const refused = new Set<Parameter>();
  let [alternatives, longest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];

  const refuse = (parameter: Parameter): void => {
    if (refused.has(parameter)) return;
    refused.add(parameter);
    logger.info({ parameter }, `the server doesn't take ${parameter}; going on without`);
  };

  const fit = (body: Body): Body => {
    const fitted = { ...body };
    const tokens = Math.min(longest, body.max_tokens ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(tokens)) fitted.max_tokens = tokens;
    if (body.top_logprobs) fitted.top_logprobs = Math.min(alternatives, body.top_logprobs);
    for (const parameter of refused)
      if (parameter === "system") fitted.messages = withoutSystem(body.messages);
      else delete fitted[parameter];
    if (refused.has("logprobs")) delete fitted.top_logprobs;
    // Newer models of OpenAI's take the limit under this name only.
    if (refused.has("max_tokens") && !refused.has("max_completion_tokens"))
      fitted.max_completion_tokens = tokens;
    return fitted;
  };

  /** Fewer alternatives where that is what is refused, else no probabilities. */
  const learnAlternatives = (text: string, sent: number, named: readonly Parameter[]): void => {
    const allowed = allowedBelow(text, sent);
    const isOnly = !named.includes("logprobs") && sent > fewAlternatives;
    if (allowed === undefined && !isOnly) {
      refuse("logprobs");
      return;
    }
    alternatives = allowed ?? fewAlternatives;
    logger.info({ alternatives }, `the server tells ${alternatives} alternatives to a token`);
  };

  const learnLongest = (text: string, sent: number, parameter: Parameter): void => {
    const allowed = allowedBelow(text, sent);
    if (allowed === undefined) {
      refuse(parameter);
      return;
    }
    longest = allowed;
    logger.info({ maxTokens: allowed }, `the server's answers have ${allowed} tokens at most`);
  };

  const learn = (refusal: unknown, body: Body): boolean => {
    if (!(refusal instanceof ServerFault) || refusal.refuses.length === 0) return false;
    const { refuses: named, complaint } = refusal;
    const limit = body.max_completion_tokens ?? body.max_tokens ?? 0;
    const ofProbabilities = named.filter((each) => /logprobs/.test(each));
    if (ofProbabilities.length > 0)
      learnAlternatives(complaint, body.top_logprobs ?? 0, ofProbabilities);
    for (const parameter of named) {
      if (parameter === "logprobs" || parameter === "top_logprobs") continue;
      if (/max_/.test(parameter)) learnLongest(complaint, limit, parameter);
      else refuse(parameter);
    }
    return true;
  };
  return { fit, learn };
};
