import { createServer, type IncomingMessage } from "node:http";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { json } from "../vlm/openai/server.js";

const body = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.string().nullish() })),
  tools: z.array(z.unknown()).optional(),
});

/** A request as the server sees it. */
export type Heard = z.infer<typeof body> & {
  /** Of all that were answered, from 0. */
  readonly turn: number;
};

export interface Call {
  readonly tool: string;
  readonly [argument: string]: unknown;
}

/** What the model says: words, or calls. */
export type Speech = string | readonly Call[];

const asToolCalls = (calls: readonly Call[]) => ({
  content: null,
  tool_calls: calls.map(({ tool, ...given }, at) => ({
    id: `call_${at}`,
    type: "function",
    function: { name: tool, arguments: JSON.stringify(given) },
  })),
});

const completion = (message: unknown) => ({
  choices: [{ index: 0, finish_reason: "stop", message }],
  usage: { prompt_tokens: 200, completion_tokens: 20 },
});

/** How a model speaks; of the last one the server refuses tools, and it speaks JSON. */
export type Manner = "tool calls" | "JSON among words" | "JSON, where tools are refused";

const messageOf = (speech: Speech, manner: Manner) => {
  if (typeof speech === "string") return { content: speech };
  if (manner === "tool calls") return asToolCalls(speech);
  return { content: `Let me see.\n\`\`\`json\n${JSON.stringify(speech)}\n\`\`\`` };
};

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

export interface TalkServer {
  readonly spec: string;
  readonly heard: Heard[];
}

/** A language model behind HTTP that says what it is told to, for as long as the test runs. */
export const startTalkServer = async (
  speak: (heard: Heard) => Speech,
  manner: Manner = "tool calls",
): Promise<TalkServer> => {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const parsed = body.parse(JSON.parse(await read(request)));
    if (manner === "JSON, where tools are refused" && parsed.tools)
      return json(response, 400, { error: { message: "this model does not support tools" } });
    const one = { ...parsed, turn: heard.length };
    heard.push(one);
    json(response, 200, completion(messageOf(speak(one), manner)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return { spec: `openai:thinker@http://127.0.0.1:${address.port}/v1`, heard };
};

/** Says these one after the other, and the last one ever after. */
export const script =
  (...speeches: readonly Speech[]) =>
  ({ turn }: Heard): Speech =>
    speeches[Math.min(turn, speeches.length - 1)] ?? "";
