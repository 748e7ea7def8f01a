import { describe, expect, it } from "vitest";
import { openBackend } from "../../../src/vlm/index.js";
import { questionFor } from "../../../src/vqa/index.js";
import { smallFrame } from "../fakes.js";
import { type Behaviour, startServer } from "./server.js";

const howFar = questionFor({ relation: "distance", subject: "gripper", object: "red mug" });
const howFarBowl = questionFor({ relation: "distance", subject: "gripper", object: "bowl" });

/** "0.25 m" with the log probability of its number and of what else it could have been, as JSON or as Python writes it. */
const reply = (said: string, other = "-2.3"): string =>
  `{"choices":[{"finish_reason":"stop","message":{"content":"0.25 m"},"logprobs":{"content":[
    {"token":"0.25","logprob":${said},"top_logprobs":[{"token":"0.25","logprob":${said}},{"token":"0.30","logprob":${other}}]},
    {"token":" m","logprob":-0.01,"top_logprobs":[]}]}}]}`;

const replying =
  (body: string): Behaviour =>
  (response) =>
    void response.writeHead(200, { "content-type": "application/json" }).end(body);

const ask = async (behave: Behaviour, questions = [howFar]) => {
  const { url } = await startServer(behave);
  const backend = await openBackend(`openai:qwen@${url}`, { server: { retries: 0, samples: 1 } });
  return backend.ask(smallFrame(), questions);
};

describe("a token that was said with a log probability that is none", () => {
  it.each([
    ["NaN", "NaN"],
    ["null", "null"],
    ["-Infinity", "-Infinity"],
    ["Infinity", "Infinity"],
    ["0.7", "0.7"],
  ])("(%s) is the model's failure, not an answer", async (said, told) => {
    const [answer] = await ask(replying(reply(said)));
    expect(answer).toMatchObject({
      reading: { kind: "unreadable" },
      failure: { code: "model.failed", message: expect.stringContaining(told) },
    });
  });

  it("fails its own question alone", async () => {
    const answers = await ask(
      (response, asked) =>
        replying(reply(asked.question === howFar.text ? "NaN" : "-0.1"))(response, asked),
      [howFar, howFarBowl],
    );
    expect(answers).toMatchObject([
      { failure: { code: "model.failed" } },
      { reading: { kind: "length" } },
    ]);
  });
});

describe("a token that was not said", () => {
  it.each(["null", "-Infinity", "-9999.0"])("may have none (%s)", async (other) => {
    const [answer] = await ask(replying(reply("-0.001", other)));
    expect(answer).toMatchObject({ reading: { metres: expect.closeTo(0.25, 6) } });
  });

  it.each(["NaN", "0.7"])("may not have one that is none (%s)", async (other) => {
    const [answer] = await ask(replying(reply("-0.001", other)));
    expect(answer).toMatchObject({ failure: { code: "model.failed" } });
  });
});

it("words that look like numbers that are none stay words", async () => {
  const body = JSON.stringify({
    choices: [{ finish_reason: "stop", message: { content: 'NaN, "Infinity": 25 cm' } }],
  });
  const [answer] = await ask(replying(`${body.slice(0, -1)},"usage":NaN}`));
  expect(answer?.text).toBe('NaN, "Infinity": 25 cm');
});
