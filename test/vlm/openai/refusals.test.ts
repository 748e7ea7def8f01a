import { describe, expect, it } from "vitest";
import { openBackend, type ServerSettings } from "../../../src/vlm/index.js";
import { questionFor } from "../../../src/vqa/index.js";
import { coded, smallFrame } from "../fakes.js";
import { learnt, type Refusal, told } from "./refusals.table.js";
import { type Behaviour, completion, json, startServer } from "./server.js";

const howFar = questionFor({ relation: "distance", subject: "gripper", object: "red mug" });
const hurried = { retries: 0, backoff: 0.01, samples: 2 } as const;

const say: (refusal: Refusal) => Behaviour =
  ({ status, body }) =>
  (response) => {
    if (typeof body !== "string") return json(response, status, body);
    response.writeHead(status, { "content-type": "text/plain" });
    response.end(body);
  };

/** Answers in JSON where that is asked for. */
const answer: Behaviour = (response, { question }) =>
  json(response, 200, completion(question.startsWith("q1:") ? '{"q1": 0.25}' : "0.25 m"));

const refusing =
  (refusal: Refusal): Behaviour =>
  (response, asked) =>
    ((refusal.when?.(asked.body) ?? true) ? say(refusal) : answer)(response, asked);

const open = async (behave: Behaviour, settings: Partial<ServerSettings> = {}) => {
  const server = await startServer(behave);
  const spec = `openai:qwen@${server.url}`;
  const backend = await openBackend(spec, { server: { ...hurried, ...settings } });
  return { server, ask: () => backend.ask(smallFrame(), [howFar]) };
};

describe("a refusal of a part of the request", () => {
  it.each(learnt)("($of) is learnt: answered, and not asked for again", async (refusal) => {
    const { ask, server } = await open(refusing(refusal), {
      packed: refusal.when?.({ response_format: {} }) === true,
    });
    expect(await ask()).toMatchObject([{ reading: { kind: "length", metres: 0.25 } }]);
    const before = server.asked.length;
    expect(await ask()).toMatchObject([{ reading: { kind: "length", metres: 0.25 } }]);
    const later = server.asked.slice(before).map(({ body }) => body);
    expect(later.filter((body) => refusal.when?.(body))).toEqual([]);
    // All else is still asked for.
    const first = Object.keys(server.asked[0]?.body ?? {});
    expect(first.filter((part) => later.every((body) => !(part in body))).length).toBeLessThan(3);
  });

  it("lowers a limit and keeps what it limits", async () => {
    const tgi = learnt.find(({ of }) => of === "TGI, too many alternatives");
    if (tgi === undefined) throw new Error("no such row");
    const { ask, server } = await open(refusing(tgi));
    await ask();
    expect(server.asked.find(({ body }) => body.top_logprobs === 5)?.body).toMatchObject({
      logprobs: true,
    });
  });

  it("of one after the other ends in an answer", async () => {
    const gone = ["max_tokens", "temperature", "logprobs", "seed"];
    const { ask } = await open((response, asked) => {
      const part = gone.find((each) => each in asked.body);
      return part
        ? json(response, 400, { error: { message: `Unsupported parameter: '${part}'` } })
        : answer(response, asked);
    });
    expect(await ask()).toMatchObject([{ reading: { metres: 0.25 } }]);
  });

  it("that stays whatever is left out is told", async () => {
    const all =
      "logprobs, top_logprobs, temperature, seed, max_tokens, max_completion_tokens, response_format and a system prompt are not supported";
    const { ask } = await open((response) => json(response, 400, { error: { message: all } }));
    await expect(ask()).rejects.toEqual(coded("server.request", "not supported"));
  });
});

describe("a refusal of the request", () => {
  it.each(told)("($of) is told with its reason", async (refusal) => {
    const { ask } = await open(say(refusal));
    const { code, says = "" } = refusal;
    const ended = await ask().then(
      ([answered]) => answered?.failure,
      (thrown: unknown) => thrown,
    );
    expect(ended).toMatchObject({ code, message: expect.stringContaining(says) });
  });
});

describe("a reply in parts", () => {
  it.each([
    ["a list of texts", [{ type: "text", text: "25 cm" }]],
    [
      "thinking before it",
      [
        { type: "thinking", thinking: [{ text: "3 m?" }] },
        { type: "text", text: "25 cm" },
      ],
    ],
    [
      "several texts",
      [
        { type: "output_text", text: "25 " },
        { type: "output_text", text: "cm" },
      ],
    ],
    ["bare texts", ["25 cm"]],
  ])("(%s) is read", async (_, content) => {
    const { ask } = await open((response) =>
      json(response, 200, { choices: [{ finish_reason: "stop", message: { content } }] }),
    );
    expect(await ask()).toMatchObject([{ reading: { kind: "length", metres: 0.25 } }]);
  });
});
