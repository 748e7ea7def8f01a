import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { openTalk } from "../../../src/vlm/index.js";
import { json } from "./server.js";

interface Sent {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

const isSent = (value: unknown): value is Sent =>
  typeof value === "object" && value !== null && "messages" in value;

/** Refuses the role of the system, and says what else it was sent. */
const start = async () => {
  const taken: Sent[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const sent: unknown = JSON.parse(text);
    if (!isSent(sent)) throw new Error("no messages were sent");
    if (sent.messages.some(({ role }) => role === "system"))
      return json(response, 400, { error: { message: "system role not supported" } });
    taken.push(sent);
    json(response, 200, { choices: [{ message: { content: "Yes." } }] });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { spec: `openai:thinker@http://127.0.0.1:${address.port}/v1`, taken };
};

describe("a talk with a server that takes no system prompt", () => {
  it("tells the user's first words what the system would be told", async () => {
    const { spec, taken } = await start();
    const said = [
      { role: "system", text: "Be exact." },
      { role: "user", text: "Is it near?" },
    ] as const;
    const told = await openTalk(spec, { retries: 0 }).reply(said, []);
    expect(told).toEqual({ text: "Yes.", calls: [], refused: false });
    expect(taken[0]?.messages).toEqual([{ role: "user", content: "Be exact.\n\nIs it near?" }]);
  });
});
