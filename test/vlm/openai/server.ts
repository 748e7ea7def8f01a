import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { z } from "zod";

const body = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
  logprobs: z.boolean().optional(),
  seed: z.number().optional(),
  temperature: z.number().optional(),
  response_format: z.unknown().optional(),
});

const imagePart = z.object({
  type: z.literal("image_url"),
  image_url: z.object({ url: z.string() }),
});
const textPart = z.object({ type: z.literal("text"), text: z.string() });

/** A request as the server sees it. */
export interface Asked {
  /** Of all requests, from 0. */
  readonly nth: number;
  readonly body: z.infer<typeof body>;
  readonly question: string;
  /** Hash of the image. */
  readonly image: string;
  /** The image itself. */
  readonly jpeg: Buffer;
  readonly headers: IncomingMessage["headers"];
}

/** Answers one request, or doesn't. */
export type Behaviour = (response: ServerResponse, asked: Asked) => void | Promise<void>;

const asked = (nth: number, text: string, headers: IncomingMessage["headers"]): Asked => {
  const parsed = body.parse(JSON.parse(text));
  const [image, question] = z
    .tuple([imagePart, textPart])
    .parse(z.array(z.unknown()).parse(parsed.messages.at(-1)?.content).slice(-2));
  const { url } = image.image_url;
  const hash = createHash("sha256").update(url).digest("hex");
  const jpeg = Buffer.from(url.split(",")[1] ?? "", "base64");
  return { nth, body: parsed, question: question.text, image: hash, jpeg, headers };
};

export const json = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
};

/** A token's probability and those of others in its place. */
export type Token = readonly [token: string, probability: number, others?: Record<string, number>];

const logprob = ([token, probability]: readonly [string, number]) => ({
  token,
  logprob: Math.log(probability),
});

/** A chat completion, as a server would say it. */
export const completion = (
  content: string,
  {
    tokens,
    finish = "stop",
  }: { readonly tokens?: readonly Token[]; readonly finish?: string } = {},
) => ({
  id: "c",
  object: "chat.completion",
  choices: [
    {
      index: 0,
      finish_reason: finish,
      message: { role: "assistant", content },
      logprobs: tokens
        ? {
            content: tokens.map(([token, probability, others = {}]) => ({
              ...logprob([token, probability]),
              top_logprobs: [[token, probability] as const, ...Object.entries(others)].map(logprob),
            })),
          }
        : null,
    },
  ],
  usage: { prompt_tokens: 100, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 80 } },
});

/** Always the same words. */
export const saying =
  (content: string, options?: Parameters<typeof completion>[1]): Behaviour =>
  (response) =>
    json(response, 200, completion(content, options));

export const failing =
  (status: number, message: string, headers: Record<string, string> = {}): Behaviour =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { message } }));
  };

const good = JSON.stringify(completion("0.250 m"));

/** Everything that a server can do wrong, and with which code it is told when it does so always. */
export const faults = {
  "is slow": [
    "server.timeout",
    async (response) => {
      await delay(6000, undefined, { ref: false });
      response.end(good);
    },
  ],
  "never answers": ["server.timeout", () => undefined],
  "sends the headers and never the body": [
    "server.timeout",
    (response) => void response.writeHead(200, { "content-type": "application/json" }).write("{"),
  ],
  "says 429": ["server.busy", failing(429, "too many requests")],
  "says 500": ["server.failed", failing(500, "out of order")],
  "says 503 with a page": [
    "server.failed",
    (response) =>
      void response.writeHead(503, { "content-type": "text/html" }).end("<h1>busy</h1>"),
  ],
  "hangs up without a word": ["server.unreachable", (response) => void response.destroy()],
  "closes half-way through the headers": [
    "server.unreachable",
    (response) => void response.socket?.end("HTTP/1.1 200 OK\r\ncontent-ty"),
  ],
  "closes before the promised length": [
    "server.unreachable",
    (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": 9999 });
      response.write(good);
      response.socket?.end();
    },
  ],
  "breaks off its stream": [
    "server.unreachable",
    (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write(good.slice(0, 60), () => response.destroy());
    },
  ],
  "sends invalid JSON": [
    "server.failed",
    (response) =>
      void response.writeHead(200, { "content-type": "application/json" }).end(good.slice(0, -9)),
  ],
  "sends another type of content": [
    "server.failed",
    (response) => void response.writeHead(200, { "content-type": "text/html" }).end("0.9 m"),
  ],
  "sends events where none were asked for": [
    "server.failed",
    (response) =>
      void response
        .writeHead(200, { "content-type": "text/event-stream" })
        .end(`data: ${good}\n\n`),
  ],
  "sends JSON that is no completion": [
    "server.failed",
    (response) => json(response, 200, { answer: "0.9 m" }),
  ],
  "sends no choice": ["server.failed", (response) => json(response, 200, { choices: [] })],
  "sends 10 MB": [
    "server.failed",
    (response) => json(response, 200, completion("0.9 m ".repeat(10e6 / 6))),
  ],
  redirects: [
    "server.request",
    (response) => void response.writeHead(307, { location: "http://127.0.0.1:9/v1" }).end(),
  ],
} as const satisfies Record<string, readonly [code: string, Behaviour]>;

/** Seconds: short where a test waits for it, long where a busy machine must not be taken for a fault. */
export const timeoutFor = (code: string): number => (code === "server.timeout" ? 1.5 : 20);

export interface TestServer {
  readonly url: string;
  readonly asked: Asked[];
  /** Most requests that were under way at once. */
  readonly busiest: () => number;
  behave: Behaviour;
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

/** A server on a free port of this machine for as long as the test runs. */
export const startServer = async (behave: Behaviour): Promise<TestServer> => {
  let [underWay, busiest] = [0, 0];
  const server = createServer(async (request, response) => {
    if (request.url === "/v1/models") return json(response, 200, { data: [{ id: "qwen" }] });
    const one = asked(state.asked.length, await read(request), request.headers);
    state.asked.push(one);
    busiest = Math.max(busiest, ++underWay);
    response.on("close", () => underWay--);
    await state.behave(response, one);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const state: TestServer = {
    url: `http://127.0.0.1:${port}/v1`,
    asked: [],
    busiest: () => busiest,
    behave,
  };
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return state;
};
