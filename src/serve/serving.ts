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

/** The address that a request came in on; IPv4 on a socket for both has the prefix. */
const isLoopback = (address = ""): boolean =>
  address === "::1" || address.replace("::ffff:", "").startsWith("127.");

/** What is asked, one after another, whatever it came in on. */
export class Serving {
  private readonly queue = new PQueue({ concurrency: 1 });
  private readonly answer: AnswerItem;
  private readonly ending = new AbortController();
  private closing = false;
  /** Requests that are read, wait or are answered: each may hold a body in memory. */
  private inside = 0;
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

  /** What waits is refused when its turn comes, what is at work as soon as the model hears of it. */
  abort(): void {
    this.ending.abort(new SpatialRewardError("serve.closing", "the server is ending"));
  }

  private async documentFor(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const [path] = (request.url ?? "/").split("?");
    if (request.method === "GET" && path === "/health") return this.health();
    if (request.method !== "POST" || path !== "/") throw notServed(request);
    requireToken(request, this.options.token, isLoopback(request.socket.localAddress));
    this.requireRoom();
    this.inside++;
    try {
      return { ...this.options.identity, results: await this.resultsFor(request, response) };
    } finally {
      this.inside--;
    }
  }

  private async resultsFor(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<readonly Result[]> {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const signal = AbortSignal.any([gone.signal, this.ending.signal]);
    const { json, parts } = await readBody(request, this.options.mostBody);
    const items = parseRequest(json, this.options.identity);
    const found: Result[] = [];
    await this.queue.add(async () => {
      for (const item of items) found.push(await this.answer(item, parts, signal));
    });
    return found;
  }

  private get waiting(): number {
    return Math.max(0, this.inside - 1);
  }

  /** Before a body is read: one request at work, and so many behind it. */
  private requireRoom(): void {
    if (this.closing) throw new SpatialRewardError("serve.closing", "the server is ending");
    if (this.inside > this.options.mostWaiting)
      throw new SpatialRewardError("serve.busy", `${this.waiting} requests are waiting already`);
  }

  private health() {
    return {
      status: this.closing ? "closing" : "ok",
      ...this.options.identity,
      capabilities: operations,
      waiting: this.waiting,
      ...this.served(),
    };
  }
}
