import { SpatialRewardError } from "../../core/index.js";

/** A model behind a server that speaks OpenAI's chat completions. */
export interface ServerSpec {
  readonly model: string;
  /** Up to and with the version: "http://localhost:8000/v1". */
  readonly url: string;
}

/** Model names may have an @ in them: the URL begins after the last one that a scheme follows. */
const pattern = /^openai:(?<model>.+)@(?<url>https?:\/\/.+)$/;

const malformed = (why: string): SpatialRewardError =>
  new SpatialRewardError(
    "backend.unknown",
    `backend: must be openai:MODEL@URL, such as openai:qwen3-vl@http://localhost:8000/v1; ${why}`,
  );

/** What stands before the host may be a password. */
const withoutUser = (text: string): string => text.replace(/\/\/[^/]*@/, "//…@");

/**
 * `openai:MODEL@URL` taken apart.
 * @throws SpatialRewardError backend.unknown, which doesn't repeat a password that was in the URL
 */
export const parseServerSpec = (spec: string): ServerSpec => {
  const { model, url: text } = pattern.exec(spec)?.groups ?? {};
  if (model === undefined || text === undefined) throw malformed(`got "${withoutUser(spec)}"`);
  if (!URL.canParse(text)) throw malformed(`"${withoutUser(text)}" is not a URL`);
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    throw malformed("a key belongs into the environment, not into the URL");
  return { model, url: text.replace(/\/+$/, "") };
};
