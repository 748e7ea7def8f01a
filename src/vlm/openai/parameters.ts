import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import type { Complaint } from "./complaint.js";

export type Body = ChatCompletionCreateParamsNonStreaming;

/** Parts of a request that not every server takes, and what each is called in complaints: by OpenAI, vLLM, TGI, Google. */
const names = {
  top_logprobs: /top_?logprobs|top_n_tokens|n_probs/i,
  logprobs: /log_?probs?\b|log probabilit/i,
  temperature: /temperature/i,
  seed: /(?<![\w-])seed(?![\w-])/i,
  response_format:
    /response_?format|(?:json|response)_?schema|structured[ _]outputs?|guided[ _](?:json|decoding)|json[ _](?:mode|object)|grammar/i,
  max_tokens: /max_(?:new_|output_)?tokens|maxOutputTokens/i,
  max_completion_tokens: /max_completion_tokens/i,
  tools: /\btools?\b|tool[_ ]?(?:choice|calls?|calling|use)|function[_ ]call/i,
  system:
    /(?<!file)system[ _](?:role|message|prompt|instruction)s?|roles? ['"`]?system|roles must alternate|developer instruction/i,
} as const;

export type Parameter = keyof typeof names;

const all: readonly Parameter[] = [
  "top_logprobs",
  "logprobs",
  "temperature",
  "seed",
  "response_format",
  "max_tokens",
  "max_completion_tokens",
  "tools",
  "system",
];

const isIn = (body: Body, parameter: Parameter): boolean =>
  parameter === "system"
    ? body.messages.some(({ role }) => role === "system")
    : body[parameter] !== undefined && body[parameter] !== null;

/** The words that don't take something, as against words that merely mention it. */
const refuses =
  /unsupported|not (?:\w+ )?(?:support|allow|permit|enabl|implement|available|valid|accept|compatib|recogni)|n't (?:\w+ )?(?:support|allow|permit|accept|have)|not have|unknown|unrecogni|unexpected|invalid|extra|forbidden|disabled|deprecated|cannot|can't|must|should be|only|range|maximum|greater than|less than|exceed|too (?:large|high|many|big)/i;

/** The words of a server that does not know a part of a request and so breaks down. */
const breaksDown =
  /unsupported|not (?:\w+ )?(?:support|allow|permit|implement|enabl)|n't (?:\w+ )?support|unexpected keyword|unknown|unrecogni|invalid|extra (?:input|field)|must be|greater than/i;

/** A key's trouble may mention anything. */
const ofKeys = /api[ _-]?key|credential|authenticat|unauthori[sz]ed|access token|bearer/i;

/** Whether a refusal with this status may be one of a part of the request. */
const mayRefuse = (status: number, text: string): boolean => {
  if ([402, 408, 409, 429].includes(status)) return false; // money, time, patience
  if (status === 401 || status === 403 || status === 404)
    return refuses.test(text) && !ofKeys.test(text);
  if (status >= 500 && status !== 501) return breaksDown.test(text);
  return status >= 400;
};

/** The parts of a request that a server refuses, whatever the code and the words. */
export const refusedParameters = (
  status: number,
  { text, param = "" }: Complaint,
  body: Body,
): readonly Parameter[] => {
  if (!mayRefuse(status, text)) return [];
  const sent = all.filter((parameter) => isIn(body, parameter));
  const told = sent.filter((parameter) => parameter === param);
  if (told.length > 0) return told;
  const others = text.replace(new RegExp(names.top_logprobs, "gi"), "");
  const named = sent.filter((parameter) =>
    names[parameter].test(parameter === "logprobs" && body.top_logprobs ? others : text),
  );
  // "Use 'max_completion_tokens' instead" refuses the other one.
  return named.includes("max_tokens")
    ? named.filter((parameter) => parameter !== "max_completion_tokens")
    : named;
};

const bounds =
  /(?:<=|≤|less than or equal to|at most|up to|no more than|(?:not|n't) exceed|max(?:imum)?(?: (?:value|allowed|number|of|is|for \S+|limit))*:?|between -?[\d.]+ (?:and|to)|range (?:is |of |from )?[[(]?-?[\d.]+\s*(?:,|to|-|\.\.)|from -?[\d.]+ to|[[(]\s*-?[\d.]+\s*,)\s*(\d+)/i;

/** The largest value that a complaint allows; undefined where it tells none below what was sent. */
export const allowedBelow = (text: string, sent: number): number | undefined => {
  const allowed = Number(bounds.exec(text)?.[1] ?? Number.NaN);
  return allowed >= 1 && allowed < sent ? allowed : undefined;
};
