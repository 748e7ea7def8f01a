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

/** @throws SpatialRewardError backend.unknown, which doesn't repeat a password that was in the URL */
const checkedUrl = (text: string): string => {
  if (!URL.canParse(text)) throw malformed(`"${withoutUser(text)}" is not a URL`);
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    throw malformed("a key belongs into the environment, not into the URL");
  return text.replace(/\/+$/, "");
};

/**
 * `openai:MODEL@URL` taken apart, or `openai:MODEL@URL,URL,…`: several servers of the same model.
 * @throws SpatialRewardError backend.unknown
 */
export const parseServerSpecs = (spec: string): readonly [ServerSpec, ...ServerSpec[]] => {
  const { model, url: text } = pattern.exec(spec)?.groups ?? {};
  if (model === undefined || text === undefined) throw malformed(`got "${withoutUser(spec)}"`);
  // A URL may have a comma in it, but not one that a scheme follows.
  const urls = text.split(/,(?=https?:\/\/)/).map(checkedUrl);
  const [first = "", ...others] = urls;
  const twice = urls.find((url, at) => urls.indexOf(url) < at);
  if (twice !== undefined) throw malformed(`${twice} is given twice`);
  return [{ model, url: first }, ...others.map((url) => ({ model, url }))];
};

/**
 * One server.
 * @throws SpatialRewardError backend.unknown
 */
export const parseServerSpec = (spec: string): ServerSpec => {
  const [only, ...others] = parseServerSpecs(spec);
  if (others.length > 0) throw malformed(`one URL, not ${others.length + 1}`);
  return only;
};
