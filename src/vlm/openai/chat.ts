import OpenAI from "openai";
import { z } from "zod";
import type { Logger } from "../engine/logger.js";
import { boundedFetch } from "./bounded-fetch.js";
import { createCaller } from "./caller.js";
import { complaintIn } from "./complaint.js";
import { type FaultContext, faultInReply, faultOf, ServerFault } from "./fault.js";
import { createFeatures } from "./features.js";
import type { Body } from "./parameters.js";
import { type Reply, readReply } from "./reply.js";
import type { ServerSettings } from "./settings.js";
import type { ServerSpec } from "./spec.js";
import { createUsageMeter, type UsageMeter } from "./usage.js";

/** As many as OpenAI and vLLM give at most. */
const alternatives = 20;
/** Of samples: far enough from 0 that they differ, near enough that they make sense. */
const sampleTemperature = 0.7;

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** One request: what is said, and (`sample`) whether the likeliest answer is wanted or the n-th drawn one. */
export type ChatRequest = Pick<Body, "messages" | "response_format" | "tools"> & {
  readonly sample?: number;
};

/** A conversation with one model of one server. */
export interface Chat {
  /**
   * @throws SpatialRewardError server.*, model.question (too long), model.cut, or the signal's reason
   */
  complete(request: ChatRequest, signal?: AbortSignal): Promise<Reply>;
  /** Names of the models that the server has; none when it doesn't tell. */
  models(signal?: AbortSignal): Promise<readonly string[]>;
  readonly usage: UsageMeter;
}

/** Milliseconds: a timer with more goes off at once. */
const longestTimer = 2 ** 31 - 1;

/** Of a hosted server's hundreds. */
const mostModels = 20;

const modelNames = async (client: OpenAI, signal?: AbortSignal): Promise<readonly string[]> => {
  try {
    const { data } = modelList.parse(await client.models.list(signal && { signal }));
    return data.slice(0, mostModels).map(({ id }) => id);
  } catch {
    return []; // it is asked only to explain a failure, which is told anyway
  }
};

const createClient = (url: string, { apiKey, timeout }: ServerSettings): OpenAI =>
  new OpenAI({
    baseURL: url,
    // The client insists on a key; where there is none, the header is left out.
    apiKey: apiKey ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    defaultHeaders: apiKey === undefined ? { Authorization: null } : {},
    timeout: Math.min(Math.ceil(timeout * 1000), longestTimer),
    // Its waits between attempts can't be aborted; ours can.
    maxRetries: 0,
    logLevel: "off",
    fetch: boundedFetch,
  });

/** How a reply is drawn; the probabilities of words that call tools are of no use. */
const drawing = (calls: boolean, sample: number | undefined): Partial<Body> => {
  if (sample !== undefined) return { temperature: sampleTemperature, seed: sample };
  return { temperature: 0, ...(!calls && { logprobs: true, top_logprobs: alternatives }) };
};

const bodyOf = (
  { sample, ...said }: ChatRequest,
  model: string,
  { maxTokens }: ServerSettings,
): Body => ({
  ...said,
  model,
  max_tokens: maxTokens,
  ...drawing(said.tools !== undefined, sample),
});

const whole = (reply: Reply | undefined, { url }: FaultContext, maxTokens: number): Reply => {
  if (reply === undefined)
    throw new ServerFault("server.failed", `${url}: the reply is no chat completion`, {
      transient: true,
    });
  if (reply.impossible !== undefined)
    throw new ServerFault("model.failed", `${url}: the model's answer ${reply.impossible}`);
  if (reply.finish === "length")
    throw new ServerFault(
      "model.cut",
      `${url}: the answer was cut off at ${maxTokens} tokens; --max-tokens allows more`,
    );
  return reply;
};

export const openChat = (
  spec: ServerSpec,
  settings: ServerSettings,
  logger: Logger,
  usage: UsageMeter = createUsageMeter(settings.prices),
): Chat => {
  const client = createClient(spec.url, settings);
  const { apiKey, timeout, maxTokens } = settings;
  const context = { ...spec, timeout, ...(apiKey !== undefined && { apiKey }) };
  const call = createCaller(settings, spec.url, logger);
  const features = createFeatures(logger);

  const attempt = async (body: Body, signal?: AbortSignal): Promise<Reply> => {
    try {
      const value: unknown = await client.chat.completions.create(body, signal && { signal });
      const reply = readReply(value);
      if (reply) usage.add(reply.use);
      const complaint = complaintIn(value) ?? (reply?.finish === "error" ? reply : undefined);
      if (complaint) throw faultInReply(complaint, context, body);
      return whole(reply, context, maxTokens);
    } catch (thrown) {
      signal?.throwIfAborted();
      throw faultOf(thrown, context, body);
    }
  };
  const complete = async (request: ChatRequest, signal?: AbortSignal): Promise<Reply> => {
    for (;;) {
      const body = features.fit(bodyOf(request, spec.model, settings));
      try {
        return await call(() => attempt(body, signal), signal);
      } catch (thrown) {
        if (!features.learn(thrown, body)) throw thrown;
      }
    }
  };
  return { complete, usage, models: (signal) => modelNames(client, signal) };
};
