import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { type ErrorCode, type Seconds, SpatialRewardError } from "../../core/index.js";

interface FaultOptions {
  readonly transient?: boolean;
  readonly retryAfter?: Seconds;
}

/** What went wrong between us and a server. */
export class ServerFault extends SpatialRewardError {
  /** Whether it may pass by itself, so that asking again makes sense. */
  readonly transient: boolean;
  /** How long the server asks us to wait. */
  readonly retryAfter: Seconds;

  constructor(code: ErrorCode, message: string, { transient, retryAfter }: FaultOptions = {}) {
    super(code, message);
    this.transient = transient ?? false;
    this.retryAfter = retryAfter ?? 0;
  }
}

export const isTransient = (thrown: unknown): boolean =>
  thrown instanceof ServerFault && thrown.transient;

/** Whose fault it is told of, and what must not be told. */
export interface FaultContext {
  readonly url: string;
  readonly model: string;
  readonly timeout: Seconds;
  readonly apiKey?: string;
}

const longestMessage = 300;

/** What a server says of an error, on one line, without the key that some repeat. */
const told = (text: string, { apiKey }: FaultContext): string => {
  const plain = text.replace(/\s+/g, " ").trim();
  const safe = apiKey ? plain.replaceAll(apiKey, "…") : plain;
  return safe.length > longestMessage ? `${safe.slice(0, longestMessage)}…` : safe;
};

const isTls = (code: string): boolean =>
  /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|EPROTO/.test(code);

/** An error and what caused it, outermost first. */
const chain = (thrown: unknown): readonly Error[] =>
  thrown instanceof Error ? [thrown, ...chain(thrown.cause)] : [];

const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : "";

const connectionFault = (thrown: APIConnectionError, context: FaultContext): SpatialRewardError => {
  const { url, timeout } = context;
  if (thrown instanceof APIConnectionTimeoutError)
    return new ServerFault("server.timeout", `${url}: no answer within ${timeout} s`, {
      transient: true,
    });
  const causes = chain(thrown).slice(1);
  const ours = causes.find((cause) => cause instanceof SpatialRewardError);
  if (ours) return new ServerFault("server.failed", `${url}: ${ours.message}`, { transient: true });
  const last = causes.at(-1) ?? thrown;
  const code = causes.map(codeOf).find((one) => one !== "") ?? "";
  const why = told(last.message === "" ? code : last.message, context);
  return isTls(code)
    ? new ServerFault("server.tls", `${url}: no safe connection (${why}); is it http or https?`)
    : new ServerFault("server.unreachable", `${url}: can't be reached (${why})`, {
        transient: true,
      });
};

/** Seconds, or a date. */
const retryAfterOf = (headers: Headers | undefined): Seconds => {
  const text = headers?.get("retry-after") ?? "";
  const seconds = text === "" ? 0 : Number(text);
  const wait = Number.isNaN(seconds) ? (Date.parse(text) - Date.now()) / 1000 : seconds;
  return Number.isFinite(wait) ? Math.max(0, wait) : 0;
};

const isContextLength = (why: string, code: unknown): boolean =>
  code === "context_length_exceeded" ||
  /context (length|window|size)|maximum context|too many tokens|exceeds? .{0,40}context/i.test(why);

const isUnknownModel = (why: string, code: unknown): boolean =>
  code === "model_not_found" || /model\b.{0,80}(not exist|not found|unknown|no such)/i.test(why);

const requestFault = (
  { status, code, headers }: APIError,
  why: string,
  context: FaultContext,
): ServerFault => {
  const { url, model } = context;
  const says = `${url} says ${status ?? "nothing"}: ${why}`;
  if (status === 401 || status === 403) {
    const hint = context.apiKey ? "the key is not accepted" : "a key is needed: set OPENAI_API_KEY";
    return new ServerFault("server.key", `${says}; ${hint}`);
  }
  if (isUnknownModel(why, code))
    return new ServerFault("server.model", `${says}; the model asked for is "${model}"`);
  if (isContextLength(why, code)) return new ServerFault("model.question", says);
  if (status !== undefined && status >= 300 && status < 400)
    return new ServerFault(
      "server.request",
      `${url} redirects to ${headers?.get("location") ?? "nowhere"}; give that URL, if you trust it`,
    );
  const hint = status === 404 ? "; does the URL end in /v1?" : "";
  return new ServerFault("server.request", `${says}${hint}`);
};

const statusFault = (error: APIError, context: FaultContext): ServerFault => {
  const { status = 0, headers } = error;
  const why = told(error.message.replace(/^\d{3} /, ""), context);
  const says = `${context.url} says ${status}: ${why}`;
  const retryAfter = retryAfterOf(headers);
  if (status === 429) {
    const transient = error.code !== "insufficient_quota";
    return new ServerFault("server.busy", says, { transient, retryAfter });
  }
  if (status >= 500 || status === 408 || status === 409)
    return new ServerFault("server.failed", says, { transient: true, retryAfter });
  return requestFault(error, why, context);
};

/** Anything that the client throws, in our words. */
export const faultOf = (thrown: unknown, context: FaultContext): SpatialRewardError => {
  if (thrown instanceof SpatialRewardError) return thrown;
  if (thrown instanceof APIConnectionError) return connectionFault(thrown, context);
  if (thrown instanceof APIError) return statusFault(thrown, context);
  const why = told(thrown instanceof Error ? thrown.message : String(thrown), context);
  const message = `${context.url}: the reply can't be read (${why})`;
  return new ServerFault("server.failed", message, { transient: true });
};
