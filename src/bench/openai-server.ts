import { createServer } from "node:http";
import { parentPort } from "node:worker_threads";

/** A server that answers as one does that tells the probabilities of its tokens, and takes no time for it. */
const token = (text: string, probability: number) => ({
  token: text,
  logprob: Math.log(probability),
  top_logprobs: Array.from({ length: 20 }, (_, i) => ({
    token: i === 0 ? text : `${i}`,
    logprob: Math.log(i === 0 ? probability : (1 - probability) / 19),
  })),
});

const replyOf = (tokens: readonly string[]): string =>
  JSON.stringify({
    choices: [
      {
        finish_reason: "stop",
        message: { role: "assistant", content: tokens.join("") },
        logprobs: { content: tokens.map((text) => token(text, 0.9)) },
      },
    ],
    usage: { prompt_tokens: 400, completion_tokens: tokens.length },
  });

const number = ["0", ".", "1", "2", "5"];
const alone = replyOf([...number, " m"]);
const packed = (count: number): string => {
  const values = Array.from({ length: count }, (_, at) => [
    '"',
    `q${at + 1}`,
    '": ',
    ...number,
    ", ",
  ]);
  return replyOf(["{", ...values.flat().slice(0, -1), "}"]);
};

const bodyOf = async (request: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const asksPacked = /"required":\[([^\]]*)\]/;

const server = createServer(async (request, response) => {
  const body = await bodyOf(request);
  // What is asked stands behind the image.
  const required = asksPacked.exec(body.subarray(-10_000).toString("latin1"))?.[1];
  response.writeHead(200, { "content-type": "application/json" });
  response.end(required === undefined ? alone : packed(required.split(",").length));
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === "object" ? address?.port : undefined);
});
