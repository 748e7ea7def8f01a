import type { IncomingMessage, ServerResponse } from "node:http";
import PQueue from "p-queue";
import { SpatialRewardError } from "../core/index.js";
import { type AnswerItem, type AnswerOptions, createAnswer } from "./answer.js";
import { readBody } from "./body.js";
import { type Identity, operations, parseRequest, type Result } from "./protocol.js";
import { type Refusal, refusalOf } from "./status.js";
import { requireToken } from "./token.js";

export interface ServingOptions extends AnswerOptions {
  readonly identity: Identity;
  /** In bytes, of a request. */
  readonly mostBody: number;
  /** Requests that wait while one is answered; more are refused with 429. */
  readonly mostWaiting: number;
  /** What `Authorization: Bearer` must hold; without it all may ask. */
  readonly token?: string;
  readonly onRefusal?: (refusal: Refusal) => void;
}

export interface Served {
  readonly requests: number;
  readonly answered: number;
  readonly refused: number;
}

const send = (response: ServerResponse, status: number, document: unknown): void => {
  const body = JSON.stringify(document);
  if (status === 429 || status === 503) response.setHeader("retry-after", "1");
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
};

const notServed = ({ method, url }: IncomingMessage): SpatialRewardError =>
  new SpatialRewardError("serve.path", `served are POST / and GET /health; got ${method} ${url}`);

/** What is asked, one after another, whatever it came in on. */
export class Serving {
  private readonly queue = new PQueue({ concurrency: 1 });
  private readonly answer: AnswerItem;
  private readonly ending = new AbortController();
  private closing = false;
  private requests = 0;
  private answered = 0;
  private refused = 0;

  constructor(private readonly options: ServingOptions) {
    this.answer = createAnswer(options);
  }

  async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests++;
    try {
      send(response, 200, await this.documentFor(request, response));
      this.answered++;
    } catch (thrown) {
      this.refused++;
      const refusal = refusalOf(thrown);
      const { status, code, message } = refusal;
      this.options.onRefusal?.(refusal);
      send(response, status, { error: { code, message } });
    }
  }

  served(): Served {
    return { requests: this.requests, answered: this.answered, refused: this.refused };
  }

  /** Nothing new is taken. */
  end(): Promise<void> {
    this.closing = true;
    return this.queue.onIdle();
  }

  abort(): void {
    this.queue.clear();
    this.ending.abort(new SpatialRewardError("serve.closing", "the server is ending"));
  }

  private async documentFor(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (request.method === "GET" && path === "/health") return this.health();
    if (request.method !== "POST" || path !== "/") throw notServed(request);
    requireToken(request, this.options.token);
    this.requireRoom();
    const { json, parts } = await readBody(request, this.options.mostBody);
    const items = parseRequest(json, this.options.identity);
    this.requireRoom();
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const signal = AbortSignal.any([gone.signal, this.ending.signal]);
    const results = await this.queue.add(async () => {
      const found: Result[] = [];
      for (const item of items) found.push(await this.answer(item, parts, signal));
      return found;
    });
    return { ...this.options.identity, results };
  }

  /** Before a body is read, and again after: both take time, in which others come. */
  private requireRoom(): void {
    if (this.closing) throw new SpatialRewardError("serve.closing", "the server is ending");
    if (this.queue.size >= this.options.mostWaiting)
      throw new SpatialRewardError("serve.busy", `${this.queue.size} requests are waiting already`);
  }

  private health() {
    return {
      status: this.closing ? "closing" : "ok",
      ...this.options.identity,
      capabilities: operations,
      waiting: this.queue.size,
      ...this.served(),
    };
  }
}
