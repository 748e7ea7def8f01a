import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openBackend, type ServerSettings } from "../../../src/vlm/index.js";
import { parseQuestion, type Question, questionFor } from "../../../src/vqa/index.js";
import { coded, plainFrame, recordingLogger, smallFrame } from "../fakes.js";
import { hasOpenssl, startSelfSigned, unlessOpenssl } from "./self-signed.js";
import {
  type Behaviour,
  completion,
  failing,
  json,
  saying,
  startServer,
  type Token,
} from "./server.js";

const distance = questionFor({ relation: "distance", subject: "gripper", object: "red mug" });
const on = questionFor({ relation: "on", subject: "red mug", object: "plate" });

const open = async (behave: Behaviour, settings: Partial<ServerSettings> = {}) => {
  const server = await startServer(behave);
  const logger = recordingLogger();
  const backend = await openBackend(`openai:qwen@${server.url}`, {
    logger,
    server: { timeout: 5, backoff: 0.01, retries: 1, samples: 1, ...settings },
  });
  const ask = (questions: readonly Question[] = [distance], frame = smallFrame()) =>
    backend.ask(frame, questions);
  return { server, logger, backend, ask };
};

const sure: readonly Token[] = [
  ["0", 1],
  [".", 1],
  ["2", 0.75, { "3": 0.25 }],
  [" m", 1],
];

describe("a question to a server", () => {
  it("follows the static text and the image, so that a prefix cache serves all but itself", async () => {
    const { ask, server } = await open(saying("0.2 m"));
    await ask([distance, on]);
    await ask([distance, on]);
    const [first, second] = server.asked.map(({ body }) => body.messages);
    expect(first).toEqual([
      { role: "system", content: expect.stringContaining("between their centres") },
      {
        role: "user",
        content: [
          {
            type: "image_url",
            image_url: { url: expect.stringMatching(/^data:image\/jpeg;base64,/) },
          },
          { type: "text", text: distance.text },
        ],
      },
    ]);
    expect(second?.[0]).toEqual(first?.[0]);
    expect(new Set(server.asked.map(({ image }) => image)).size).toBe(1);
    expect(new Set(server.asked.map(({ question }) => question))).toEqual(
      new Set([distance.text, on.text]),
    );
  });

  it("tells the lens where it is known, and doesn't guess it", async () => {
    const { ask, server } = await open(saying("0.2 m"));
    await ask([distance]);
    await ask([distance], smallFrame({ intrinsicsSource: "assumed" }));
    const texts = server.asked.map(({ body }) => z.string().parse(body.messages[0]?.content));
    expect(texts.map((text) => text.includes("field of view is 60 degrees"))).toEqual([
      true,
      false,
    ]);
  });

  it("comes with the image in the size and quality that are set", async () => {
    const sizes: number[] = [];
    for (const settings of [{ imageSize: 320 }, { imageSize: 9999 }, { imageQuality: 10 }]) {
      const { ask, server } = await open(saying("0.2 m"), settings);
      const noise = plainFrame([0, 0, 0], {
        rgb: async (size = { width: 640, height: 480 }) => ({
          ...size,
          data: Uint8Array.from(
            { length: size.width * size.height * 3 },
            (_, i) => (i * 7919) % 251,
          ),
        }),
      });
      await ask([distance], noise);
      const content = z
        .tuple([z.object({ image_url: z.object({ url: z.string() }) }), z.unknown()])
        .parse(server.asked[0]?.body.messages[1]?.content);
      const jpeg = Buffer.from(content[0].image_url.url.split(",")[1] ?? "", "base64");
      sizes.push(jpeg.length);
      const { width, height, format } = await sharp(jpeg).metadata();
      const expected = settings.imageSize === 320 ? [320, 240] : [640, 480];
      expect([format, width, height]).toEqual(["jpeg", ...expected]);
    }
    const [small = 0, full = 0, coarse = 0] = sizes;
    expect(small).toBeLessThan(full);
    expect(coarse).toBeLessThan(full);
  });

  it("is one of several at once, and never of more than are allowed", async () => {
    const { ask, server } = await open(
      (response) => void setTimeout(() => json(response, 200, completion("0.2 m")), 50),
      { parallel: 3 },
    );
    const many = Array.from({ length: 9 }, () => distance);
    expect(await ask(many)).toHaveLength(9);
    expect(server.busiest()).toBe(3);
  });

  it("is answered in its place", async () => {
    const answers: Record<string, string> = { [distance.text]: "0.2 m", [on.text]: "no" };
    const { ask } = await open((response, asked) =>
      saying(answers[asked.question] ?? "")(response, asked),
    );
    expect(await ask([on, distance, on])).toMatchObject([
      { text: "no", reading: { kind: "predicate", probability: 0 } },
      { text: "0.2 m", reading: { kind: "length", metres: 0.2 } },
      { text: "no", reading: { kind: "predicate", probability: 0 } },
    ]);
  });

  it("in free words is one of ours if we know them", async () => {
    const { ask } = await open(saying("yes"));
    const [answer] = await ask([{ text: "Is the red mug on the plate?" }]);
    expect(answer?.reading).toEqual({ kind: "predicate", probability: 1 });
  });

  it("is not asked when there is none", async () => {
    const { ask, server } = await open(saying("0.2 m"));
    expect(await ask([])).toEqual([]);
    expect(server.asked).toHaveLength(0);
  });
});

describe("a server that tells probabilities", () => {
  it("is asked once, and gives the expected value with its deviation", async () => {
    const { ask, server } = await open(saying("0.2 m", { tokens: sure }), { samples: 5 });
    const [answer] = await ask();
    expect(answer).toMatchObject({
      text: "0.2 m",
      reading: {
        kind: "length",
        metres: expect.closeTo(0.225, 9),
        stddev: expect.closeTo(0.052, 3),
      },
    });
    expect(server.asked.map(({ body }) => body)).toEqual([
      expect.objectContaining({ model: "qwen", temperature: 0, logprobs: true, top_logprobs: 20 }),
    ]);
  });
});

describe("a server that doesn't", () => {
  it("is asked several times; mean and deviation are those of the answers and their rounding", async () => {
    const said = ["0.20 m", "0.24 m", "20 cm", "0.28 m"];
    const { ask, server } = await open(
      (response, { body }) => json(response, 200, completion(said[body.seed ?? 0] ?? "")),
      { samples: 4 },
    );
    const [answer] = await ask();
    const spread = (0.03 ** 2 + 0.01 ** 2 + 0.03 ** 2 + 0.05 ** 2) / 3;
    expect(answer?.reading).toEqual({
      kind: "length",
      metres: expect.closeTo(0.23, 9),
      stddev: expect.closeTo(Math.sqrt(spread + 0.01 ** 2 / 12), 9),
    });
    expect(server.asked.map(({ body }) => body.seed)).toEqual([undefined, 1, 2, 3]);
    expect(server.asked.slice(1).every(({ body }) => (body.temperature ?? 0) > 0)).toBe(true);
  });

  it.each([
    [
      "yes and no: their share",
      ["yes", "no", "yes", "yes"],
      { kind: "predicate", probability: 0.75 },
    ],
    [
      "silence, mostly: silence",
      ["not visible", "yes", "not visible", "not visible"],
      { kind: "unreadable", reason: "not-visible" },
    ],
  ])("is asked several times: %s", async (_, said, reading) => {
    const { ask } = await open(
      (response, { body }) => json(response, 200, completion(said[body.seed ?? 0] ?? "")),
      { samples: 4 },
    );
    expect(await ask([on])).toMatchObject([{ reading }]);
  });

  it("fails in some of its answers: the others count", async () => {
    const { ask } = await open(
      (response, asked) =>
        ((asked.body.seed ?? 0) % 2 === 1 ? failing(500, "no") : saying("0.2 m"))(response, asked),
      { samples: 4, retries: 0 },
    );
    expect(await ask()).toMatchObject([{ reading: { kind: "length", metres: 0.2 } }]);
  });
});

describe("a server that doesn't take a part of the request", () => {
  it.each(["logprobs", "temperature", "seed", "max_tokens"])(
    "is asked without %s from then on",
    async (part) => {
      const { ask, server } = await open(
        (response, asked) => {
          const refused = part in asked.body;
          return (refused ? failing(400, `Unsupported parameter: '${part}'`) : saying("0.2 m"))(
            response,
            asked,
          );
        },
        { samples: 2 },
      );
      expect(await ask()).toMatchObject([{ reading: { metres: 0.2 } }]);
      const before = server.asked.length;
      expect(await ask()).toMatchObject([{ reading: { metres: 0.2 } }]);
      expect(server.asked.slice(before).some(({ body }) => part in body)).toBe(false);
      if (part === "max_tokens")
        expect(server.asked.at(-1)?.body).toMatchObject({ max_completion_tokens: 1024 });
    },
  );
});

describe("all questions in one request", () => {
  const packed = { packed: true } as const;

  it("are answered in one JSON object, whose shape is asked for", async () => {
    const { ask, server } = await open(saying('{"q1": 0.2, "q2": true}'), packed);
    expect(await ask([distance, on])).toMatchObject([
      { text: "0.2 m", reading: { kind: "length", metres: 0.2 } },
      { text: "true", reading: { kind: "predicate", probability: 1 } },
    ]);
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.question).toBe(
      `q1: ${distance.text} (in m, three decimals)\nq2: ${on.text} (true or false)`,
    );
    expect(server.asked[0]?.body.response_format).toMatchObject({
      type: "json_schema",
      json_schema: { schema: { required: ["q1", "q2"], additionalProperties: false } },
    });
  });

  it("have their own expected values", async () => {
    const tokens: readonly Token[] = [
      ['{"', 1],
      ["q1", 1],
      ['":', 1],
      [" ", 1],
      ["0", 1],
      [".", 1],
      ["2", 0.75, { "3": 0.25 }],
      [",", 1],
      [' "', 1],
      ["q2", 1],
      ['":', 1],
      [" true", 0.9, { " false": 0.1 }],
      ["}", 1],
    ];
    const text = tokens.map(([token]) => token).join("");
    const { ask } = await open(saying(text, { tokens }), packed);
    expect(await ask([distance, on])).toMatchObject([
      { reading: { kind: "length", metres: expect.closeTo(0.225, 9) } },
      { reading: { kind: "predicate", probability: expect.closeTo(0.9, 9) } },
    ]);
  });

  it("in a unit of their own are read in it", async () => {
    const inches = questionFor({ relation: "gap", subject: "a", object: "b" }, { unit: "in" });
    const { ask } = await open(saying('```json\n{"q1": 10}\n```'), packed);
    expect(await ask([inches])).toMatchObject([{ reading: { metres: expect.closeTo(0.254, 9) } }]);
  });

  it.each([
    ['{"q1": 2e-1}', 0.2],
    ['{"q1": 7, "q1": 0.2}', 0.2],
    ['{"note": "q1 is 7 m", "q1": 0.2}', 0.2],
  ])("are never read as another number: %s", async (text, metres) => {
    const tokens = [...text].map((letter): Token => [letter, 1]);
    const { ask } = await open(saying(text, { tokens }), packed);
    expect(await ask()).toMatchObject([{ reading: { kind: "length", metres } }]);
  });

  it("may be unanswered one by one", async () => {
    const { ask } = await open(saying('{"q1": null, "q3": "twelve cm"}'), packed);
    expect(await ask([distance, on, { text: "Measure it" }])).toMatchObject([
      { reading: { kind: "unreadable", reason: "not-visible" } },
      { reading: { kind: "unreadable" }, failure: { code: "server.failed" } },
      { reading: { kind: "length", metres: 0.12 } },
    ]);
  });

  it("fail together when the reply is something else", async () => {
    const { ask } = await open(saying("about 20 cm, and yes"), packed);
    await expect(ask([distance, on])).rejects.toEqual(coded("server.failed", "JSON"));
  });

  it("are asked for in words where the server takes no schema", async () => {
    const { ask } = await open(
      (response, asked) =>
        (asked.body.response_format
          ? failing(400, "response_format is not supported")
          : saying('{"q1": 0.2}'))(response, asked),
      packed,
    );
    expect(await ask()).toMatchObject([{ reading: { metres: 0.2 } }]);
  });

  it("are averaged over several replies", async () => {
    const { ask } = await open(
      (response, { body }) =>
        json(response, 200, completion(`{"q1": ${body.seed ? "0.30" : "0.20"}}`)),
      { packed: true, samples: 2 },
    );
    expect(await ask()).toMatchObject([{ reading: { metres: expect.closeTo(0.25, 9) } }]);
  });
});

describe("an answer that is none", () => {
  it("because it was cut off is not half a number", async () => {
    const { ask } = await open(saying("0.2", { finish: "length" }));
    expect(await ask([distance, on])).toMatchObject([
      { reading: { kind: "unreadable" }, failure: { code: "model.cut" } },
      { failure: { code: "model.cut" } },
    ]);
  });

  it("because the model refuses is a refusal", async () => {
    const { ask } = await open((response) =>
      json(response, 200, {
        choices: [
          { finish_reason: "stop", message: { content: null, refusal: "I won't say 3 m." } },
        ],
      }),
    );
    expect(await ask()).toMatchObject([{ reading: { kind: "unreadable", reason: "refusal" } }]);
  });

  it("because a filter held it back is a refusal", async () => {
    const { ask } = await open(saying("0.2 m", { finish: "content_filter" }));
    expect(await ask()).toMatchObject([{ reading: { kind: "unreadable", reason: "refusal" } }]);
  });

  it("because the question is longer than the model takes is that question's failure", async () => {
    const long = failing(400, "This model's maximum context length is 4096 tokens");
    const { ask } = await open((response, asked) =>
      (asked.question === on.text ? long : saying("0.2 m"))(response, asked),
    );
    expect(await ask([distance, on])).toMatchObject([
      { reading: { metres: 0.2 } },
      { failure: { code: "model.question", message: expect.stringContaining("4096") } },
    ]);
  });
});

describe("a server that can't be asked", () => {
  it.each([
    [401, "no", "server.key", "a key is needed"],
    [403, "no", "server.key", "a key is needed"],
    [404, 'The model "qwen" does not exist', "server.model", 'asked for is "qwen"; it has qwen'],
    [404, "Not Found", "server.request", "does the URL end in /v1?"],
    [422, "image too large", "server.request", "image too large"],
    [429, "slow down", "server.busy", "slow down"],
  ] as const)("because of %d %s says so", async (status, message, code, says) => {
    const { ask } = await open(failing(status, message), { retries: 0 });
    await expect(ask()).rejects.toEqual(coded(code, says));
  });

  it("because nobody is there", async () => {
    const backend = await openBackend("openai:qwen@http://127.0.0.1:2/v1", {
      server: { retries: 0 },
    });
    await expect(backend.ask(smallFrame(), [distance])).rejects.toEqual(
      coded("server.unreachable", "http://127.0.0.1:2/v1", "ECONNREFUSED"),
    );
  });

  it("because it has no name", async () => {
    const backend = await openBackend("openai:qwen@http://nowhere.invalid/v1", {
      server: { retries: 0 },
    });
    await expect(backend.ask(smallFrame(), [distance])).rejects.toEqual(
      coded("server.unreachable", "nowhere.invalid"),
    );
  });

  it("because it speaks http where https was meant", async () => {
    const { server } = await open(saying("0.2 m"));
    const backend = await openBackend(`openai:qwen@${server.url.replace("http", "https")}`);
    await expect(backend.ask(smallFrame(), [distance])).rejects.toEqual(
      coded("server.tls", "is it http or https?"),
    );
  });
});

describe.skipIf(!hasOpenssl)(`a server with a certificate of its own${unlessOpenssl}`, () => {
  it("is told from one that can't be reached, and is not asked again", async () => {
    const { url, asked } = await startSelfSigned();
    const backend = await openBackend(`openai:qwen@${url}`, { server: { retries: 3 } });
    await expect(backend.ask(smallFrame(), [distance])).rejects.toEqual(
      coded("server.tls", url, "self-signed certificate"),
    );
    expect(asked()).toBe(0);
  });
});

describe("the key", () => {
  const apiKey = "sk-secret-0123456789";

  it("goes to the server and nowhere else, even if the server repeats it", async () => {
    const { ask, server, logger, backend } = await open(
      failing(500, `can't use ${apiKey} with this`),
      { apiKey, retries: 0 },
    );
    const told: string[] = [];
    for (let i = 0; i < 6; i++)
      await ask().catch((thrown: unknown) =>
        told.push(`${String(thrown)} ${JSON.stringify(thrown)}`),
      );
    expect(server.asked[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
    expect(told).toHaveLength(6);
    expect([...told, ...logger.warnings, JSON.stringify(backend)].join()).not.toContain(
      "sk-secret",
    );
  });

  it("is not made up where there is none", async () => {
    const { ask, server } = await open(saying("0.2 m"));
    await ask();
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });
});

describe("what a server's model takes", () => {
  it("is counted, and has its price", async () => {
    const { ask, backend } = await open(saying("0.2 m"), { prices: { input: 2, output: 10 } });
    await ask([distance, on]);
    expect(backend.usage?.()).toEqual({
      requests: 2,
      inputTokens: 200,
      cachedInputTokens: 160,
      outputTokens: 10,
      cost: expect.closeTo((200 * 2 + 10 * 10) / 1e6, 12),
    });
  });

  it("is not known where the server doesn't tell", async () => {
    const { ask, backend } = await open((response) =>
      json(response, 200, { ...completion("0.2 m"), usage: "a lot" }),
    );
    await ask();
    expect(backend.usage?.()).toMatchObject({ requests: 1, inputTokens: 0, outputTokens: 0 });
  });
});

it("a backend says how it asks: another hash for other settings", async () => {
  const hash = async (settings: Partial<ServerSettings>, url = "http://localhost/v1") => {
    const { identity } = await openBackend(`openai:qwen@${url}`, { server: settings });
    expect(identity).toMatchObject({ source: "openai:qwen", name: "qwen" });
    return identity.hash;
  };
  const hashes = [
    await hash({}),
    await hash({ packed: true }),
    await hash({ imageSize: 512 }),
    await hash({ samples: 2 }),
    await hash({}, "http://localhost:8000/v1"),
  ];
  expect(new Set(hashes).size).toBe(5);
  expect(await hash({ apiKey: "x", parallel: 2, timeout: 3 })).toBe(hashes[0]);
});

it("a free question gets its text", async () => {
  const { ask } = await open(saying("It is red."));
  const [answer] = await ask([parseQuestion("What colour is the mug?")]);
  expect(answer?.text).toBe("It is red.");
});
