import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { type ErrorCode, type Seconds, SpatialRewardError } from "../../core/index.js";
import type { Complaint } from "./complaint.js";
import { isOfContext, isOfImages, isOfKey, isOfModel, statusSaid } from "./complaint-kind.js";
import { type Body, type Parameter, refusedParameters } from "./parameters.js";

interface FaultOptions {
  readonly transient?: boolean;
  readonly retryAfter?: Seconds;
  /** Parts of the request that the server doesn't take, and all that it says of them. */
  readonly refuses?: readonly Parameter[];
  readonly complaint?: string;
}

/** What went wrong between us and a server. */
export class ServerFault extends SpatialRewardError {
  /** Whether it may pass by itself, so that asking again makes sense. */
  readonly transient: boolean;
  /** How long the server asks us to wait. */
  readonly retryAfter: Seconds;
  /** Parts of the request without which it may be taken. */
  readonly refuses: readonly Parameter[];
  /** All that the server said. May repeat the key: for reading, never for telling. */
  readonly #complaint: string;

  constructor(code: ErrorCode, message: string, options: FaultOptions = {}) {
    super(code, message);
    this.transient = options.transient ?? false;
    this.retryAfter = options.retryAfter ?? 0;
    this.refuses = options.refuses ?? [];
    this.#complaint = options.complaint ?? "";
  }

  get complaint(): string {
    return this.#complaint;
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

/** A refusal, however it came: with a status of its own or inside a reply. */
interface Refusal {
  readonly status: number;
  readonly complaint: Complaint;
  readonly headers?: Headers | undefined;
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

const keyFault = (says: string, { apiKey }: FaultContext): ServerFault => {
  const hint = apiKey ? "the key is not accepted" : "a key is needed: set OPENAI_API_KEY";
  return new ServerFault("server.key", `${says}; ${hint}`);
};

/** What no attempt would change. */
const requestFault = (
  { status, complaint, headers }: Refusal,
  says: string,
  context: FaultContext,
): ServerFault => {
  if (status === 401 || status === 403 || isOfKey(complaint)) return keyFault(says, context);
  if (isOfModel(complaint))
    return new ServerFault("server.model", `${says}; the model asked for is "${context.model}"`);
  if (status >= 300 && status < 400)
    return new ServerFault(
      "server.request",
      `${context.url} redirects to ${headers?.get("location") ?? "nowhere"}; give that URL, if you trust it`,
    );
  const hint = status === 404 ? "; does the URL end in /v1?" : "";
  return new ServerFault("server.request", `${says}${hint}`);
};

const refusalFault = (refusal: Refusal, context: FaultContext, body?: Body): ServerFault => {
  const { status, complaint, headers } = refusal;
  const says = `${context.url} says ${status}: ${told(complaint.text, context)}`;
  const retryAfter = retryAfterOf(headers);
  if (status === 429) {
    const transient = complaint.code !== "insufficient_quota";
    return new ServerFault("server.busy", says, { transient, retryAfter });
  }
  if (isOfImages(complaint))
    return new ServerFault("server.blind", `${says}; "${context.model}" takes no images there`);
  if (isOfContext(complaint)) return new ServerFault("model.question", says);
  const refuses = body ? refusedParameters(status, complaint, body) : [];
  if (refuses.length > 0)
    return new ServerFault("server.request", says, { refuses, complaint: complaint.text });
  if (status >= 500 || status === 408 || status === 409)
    return new ServerFault("server.failed", says, { transient: true, retryAfter });
  return requestFault(refusal, says, context);
};

/** The error that a server put into a reply which it called a success. */
export const faultInReply = (
  complaint: Complaint,
  context: FaultContext,
  body: Body,
): ServerFault => refusalFault({ status: statusSaid(complaint), complaint }, context, body);

const wordOrNumber = (value: unknown): string | number | undefined =>
  typeof value === "string" || typeof value === "number" ? value : undefined;

/** Of the body as our fetch writes it. */
const complaintOfError = ({ message, code, type, param }: APIError): Complaint => {
  const known = wordOrNumber(code);
  return {
    text: message.replace(/^\d{3} /, ""),
    ...(known !== undefined && { code: known }),
    ...(type !== undefined && { type }),
    ...(typeof param === "string" && { param }),
  };
};

/** Anything that the client throws, in our words. `body`: what was asked. */
export const faultOf = (
  thrown: unknown,
  context: FaultContext,
  body?: Body,
): SpatialRewardError => {
  if (thrown instanceof SpatialRewardError) return thrown;
  if (thrown instanceof APIConnectionError) return connectionFault(thrown, context);
  if (thrown instanceof APIError) {
    const { status = 0, headers } = thrown;
    return refusalFault({ status, complaint: complaintOfError(thrown), headers }, context, body);
  }
  const why = told(thrown instanceof Error ? thrown.message : String(thrown), context);
  const message = `${context.url}: the reply can't be read (${why})`;
  return new ServerFault("server.failed", message, { transient: true });
};
