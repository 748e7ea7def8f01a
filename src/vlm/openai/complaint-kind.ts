import type { Complaint } from "./complaint.js";

/** The question, its image or its answer is longer than the model takes. */
export const isOfContext = ({ text, code }: Complaint): boolean =>
  code === "context_length_exceeded" ||
  /context[ _](?:length|window|size)|maximum context|too many (?:input |prompt )?tokens|exceeds? .{0,40}context|inputs?`? tokens \+|`inputs` must have less|prompt is too long|input (?:is too long|token count .{0,30}exceeds)/i.test(
    text,
  );

export const isOfModel = ({ text, code }: Complaint): boolean =>
  code === "model_not_found" ||
  code === "DeploymentNotFound" ||
  /model\b.{0,80}(?:not exist|not found|unknown|no such|not loaded)|no models? loaded|deployment .{0,60}not exist/i.test(
    text,
  );

export const isOfKey = ({ text, code, type }: Complaint): boolean =>
  code === "invalid_api_key" ||
  type === "authentication_error" ||
  /api[ _-]?key (?:is )?(?:not valid|invalid|missing|required|expired|incorrect)|(?:invalid|incorrect|missing|no) (?:api[ _-]?key|credentials|authentication)/i.test(
    text,
  );

/** The model, as the server runs it, has no eyes. */
export const isOfImages = ({ text }: Complaint): boolean =>
  /(?:images?|vision|multi-?modal)(?: input| content| data)?s? (?:is|are) not (?:supported|available|enabled)|(?:does not|doesn't|not|cannot|can't) (?:support|accept|process|handle) (?:\w+ )?(?:images?|vision|multi-?modal)\b|(?:that|which) supports? image input|at most 0 image|not a multi-?modal|(?:unsupported|unknown).{0,60}image_url|image_url.{0,80}(?:not supported|unsupported|only supported|not allowed)|not compiled for multi-?modal|only (?:supports?|accepts?) text\b|mmproj|can only concatenate str|content must be a string/i.test(
    text,
  );

/** Kinds of error as TGI, OpenAI, Anthropic and Google name them, as the status that each would have come with. */
const statuses: readonly (readonly [status: number, types: RegExp])[] = [
  [401, /authentication|unauthenticated/i],
  [403, /permission/i],
  [404, /not_?found/i],
  [429, /overloaded|rate_?limit|too_many|resource_exhausted/i],
  [400, /validation|invalid|bad_?request|template|unsupported/i],
];

/** The status of an error that came in a reply called a success: its own, or its kind's; else one that may pass. */
export const statusSaid = ({ code, type = "" }: Complaint): number => {
  const number = Number(code);
  if (Number.isInteger(number) && number >= 400 && number < 600) return number;
  const words = `${type} ${code ?? ""}`;
  return statuses.find(([, types]) => types.test(words))?.[0] ?? 500;
};
