import { kindOfSpec, parseServerSpec } from "../vlm/index.js";

type Environment = Readonly<Record<string, string | undefined>>;

const isOurs = (hostname: string): boolean =>
  ["localhost", "127.0.0.1", "[::1]"].includes(hostname);

/** Whether what is sent there can be read on the way. */
const isPrivate = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || isOurs(hostname);
};

/**
 * What `name` holds, which is meant for us and goes where it is told; else OPENAI_API_KEY, which may be there for something
 * else and is not sent where others can read it.
 */
const keyNamed = (name: string, urls: readonly string[], env: Environment): string | undefined => {
  const ours = env[name];
  if (ours) return ours;
  return env.OPENAI_API_KEY && urls.every(isPrivate) ? env.OPENAI_API_KEY : undefined;
};

/** The key for the `index`-th --backend: SPATIAL_REWARD_API_KEY (of the second one SPATIAL_REWARD_API_KEY_2, and so on). */
export const apiKeyFor = (spec: string, index: number, env: Environment): string | undefined => {
  const urls = kindOfSpec(spec).urls?.(spec);
  return urls === undefined
    ? undefined
    : keyNamed(`SPATIAL_REWARD_API_KEY${index === 0 ? "" : `_${index + 1}`}`, urls, env);
};

/** The key for --llm: SPATIAL_REWARD_LLM_API_KEY. */
export const llmKeyFor = (spec: string, env: Environment): string | undefined =>
  keyNamed("SPATIAL_REWARD_LLM_API_KEY", [parseServerSpec(spec).url], env);
