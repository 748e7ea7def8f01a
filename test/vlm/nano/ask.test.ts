import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Frame, Relation } from "../../../src/core/index.js";
import type { Answer, Backend } from "../../../src/vlm/backend.js";
import { createEngine, type Engine } from "../../../src/vlm/engine/engine.js";
import { createImageProcessor, letterboxConfig } from "../../../src/vlm/engine/image-processor.js";
import { readTokenizer } from "../../../src/vlm/engine/tokenizer.js";
import { createAsk } from "../../../src/vlm/nano/ask.js";
import { nanoConfig } from "../../../src/vlm/nano/config.js";
import { bindGraphs } from "../../../src/vlm/nano/graphs.js";
import { vocabularyOf } from "../../../src/vlm/nano/vocabulary.js";
import { readWords } from "../../../src/vlm/nano/words/read-words.js";
import type { Question } from "../../../src/vqa/index.js";
import { coded, plainFrame, slowGraph, tinyModel } from "../fakes.js";

const json = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(join(tinyModel, file), "utf8"));

/** The tiny model with its engine in sight. See make_tiny.py for what it computes. */
const open = async (
  settings: object = {},
  more: readonly { readonly name: string; readonly path: string }[] = [],
): Promise<{ readonly ask: Backend["ask"]; readonly engine: Engine }> => {
  const engine = await createEngine({
    graphs: [
      ...["vision_encoder", "answer"].map((name) => ({
        name,
        path: join(tinyModel, "onnx", `${name}.onnx`),
      })),
      ...more,
    ],
    workers: 1,
  });
  onTestFinished(() => engine.close());
  const config = nanoConfig.parse({ ...Object(await json("config.json")), ...settings });
  const preprocessor = letterboxConfig.parse(await json("preprocessor_config.json"));
  const tokenizer = await readTokenizer(tinyModel);
  const parts = {
    engine,
    config,
    tokenizer,
    vocabulary: vocabularyOf(tokenizer, await readWords()),
    graphs: bindGraphs(engine.graphs, config, preprocessor),
    processImage: createImageProcessor(preprocessor),
  };
  return { ask: createAsk(parts), engine };
};

const about = (relation: Relation, subject: string, object: string, text: string): Question => ({
  text,
  query: { relation, subject, object },
});

const howFar = about("distance", "gripper", "red mug", "how far is the gripper from the red mug");
/** Sum of howFar's token ids (2, 3, 8, 5, 14, 10, 5, 15, 17) / 100. */
const k = 0.79;

const one = async (question: Question, frame: Frame, settings?: object): Promise<Answer> => {
  const { ask } = await open(settings);
  const [answer] = await ask(frame, [question]);
  if (!answer) throw new Error("no answer");
  return answer;
};

/** Around its median, of a length whose logarithm has this variance. */
const deviationOf = (median: number, logVariance: number): number =>
  median *
  Math.sqrt(Math.exp(logVariance) * Math.expm1(logVariance) + Math.expm1(logVariance / 2) ** 2);

describe("one answer", () => {
  it("tells a distance, with its deviation, and where both things are", async () => {
    const answer = await one(howFar, plainFrame([102, 51, 204]));
    expect(answer).toEqual({
      text: "The gripper is 79 cm from the red mug.",
      reading: {
        kind: "length",
        metres: expect.closeTo(k, 5),
        stddev: expect.closeTo(deviationOf(k, 0.01), 5),
      },
      subject: {
        pixel: [160, 120],
        point: [0.4 + k, 0.2, 0.8].map((metres) => expect.closeTo(metres, 5)),
        visible: expect.closeTo(0.9526, 4),
        variance: Array(3).fill(expect.closeTo(1e-4, 8)),
        size: {
          extents: [0.1, 0.2, 0.1].map((metres) => expect.closeTo(metres, 5)),
          logVariance: Array(3).fill(expect.closeTo(0.04, 5)),
        },
      },
      object: {
        pixel: [480, 360],
        point: [0.4, 0.2, 0.8 + k].map((metres) => expect.closeTo(metres, 5)),
        visible: expect.closeTo(0.982, 4),
        variance: Array(3).fill(expect.closeTo(1e-4, 8)),
        size: {
          extents: [0.05, 0.1, 0.05].map((metres) => expect.closeTo(metres, 5)),
          logVariance: Array(3).fill(expect.closeTo(0.04, 5)),
        },
      },
      confidence: expect.closeTo(0.9526 * 0.982, 3),
    });
  });

  it.each([
    ["cm", "The gripper is 79 cm from the red mug."],
    ["in", "The gripper is 31.1 in from the red mug."],
    ["m", "The gripper is 0.790 m from the red mug."],
  ] as const)("speaks in the unit asked for: %s", async (unit, text) => {
    expect((await one({ ...howFar, unit }, plainFrame())).text).toBe(text);
  });

  it("says whether a relation holds", async () => {
    const text = "is the gripper to the left of the red mug";
    const answer = await one(about("left_of", "gripper", "red mug", text), plainFrame());
    expect(answer.reading).toEqual({ kind: "predicate", probability: expect.closeTo(0, 9) });
    expect(answer.text).toBe("No, the gripper is not to the left of the red mug.");
  });

  it("understands one of our wordings without being told the query", async () => {
    const answer = await one({ text: "How far is the gripper from the red mug?" }, plainFrame());
    expect(answer.text).toMatch(/^The gripper is .* from the red mug\.$/);
    expect(answer.confidence).toBeGreaterThan(0.9);
  });

  it("takes another wording as the model does, and is as sure as the model is", async () => {
    const answer = await one({ text: "how distance gripper mug" }, plainFrame());
    expect(answer.reading).toMatchObject({
      kind: "length",
      metres: expect.closeTo(0.56, 5),
    });
    expect(answer.text).toBe("56 cm");
    const probability = 1 / (1 + Math.exp(-1) + Math.exp(-4) + Math.exp(-9));
    expect(answer.confidence).toBeCloseTo(0.9526 * 0.982 * probability, 3);
  });
});

describe("what is out of view", () => {
  const ghost = "how far is the ghost mug from the bowl";

  it("is said so, and gives no number", async () => {
    const answer = await one(about("distance", "ghost mug", "bowl", ghost), plainFrame());
    expect(answer.text).toBe("The ghost mug is not visible.");
    expect(answer.reading).toEqual({ kind: "unreadable", reason: "not-visible" });
    expect(answer.confidence).toBeLessThan(0.01);
    expect(answer.failure).toBeUndefined();
  });

  it("can be asked about", async () => {
    const question = about("visible", "ghost mug", "", "is the ghost mug in");
    const answer = await one(question, plainFrame());
    expect(answer.reading).toEqual({ kind: "predicate", probability: expect.closeTo(0.0474, 4) });
    expect(answer.object).toBeUndefined();
    expect(answer.confidence).toBe(1);
  });

  it("is judged by the model's own threshold", async () => {
    const answer = await one(about("distance", "ghost mug", "bowl", ghost), plainFrame(), {
      visible_threshold: 0.04,
    });
    expect(answer.reading.kind).toBe("length");
  });
});

describe("an up direction", () => {
  const question = about("above", "gripper", "bowl", "is the gripper from the bowl");

  it("is needed for some relations", async () => {
    const answer = await one(question, plainFrame());
    expect(answer.reading).toEqual({ kind: "unreadable", reason: "no-up" });
    expect(answer.text).toContain("which way is up");
    expect(answer.subject).toBeDefined();
  });

  it("is the frame's", async () => {
    const answer = await one(question, plainFrame(undefined, { up: [1, 0, 0] }));
    expect(answer.reading).toEqual({ kind: "predicate", probability: expect.closeTo(1, 9) });
  });
});

describe("variance", () => {
  const stddev = async (frame: Frame, settings?: object): Promise<number> => {
    const { reading } = await one(howFar, frame, settings);
    return reading.kind === "length" ? (reading.stddev ?? Number.NaN) : Number.NaN;
  };

  it("is scaled as the model was calibrated", async () => {
    const calibrated = await stddev(plainFrame(), { calibration: { distance: 4 } });
    expect(calibrated).toBeCloseTo(deviationOf(k, 0.04), 5);
  });

  it("is wider where the focal length is only assumed", async () => {
    const known = await stddev(plainFrame());
    const { intrinsics: _, intrinsicsSource: __, ...without } = plainFrame();
    const assumed = await stddev(without);
    const wanted = Math.sqrt(known ** 2 + (k ** 2 + known ** 2) * 0.25 ** 2);
    expect(assumed).toBeCloseTo(wanted, 5);
    expect(await stddev(plainFrame(undefined, { intrinsicsSource: "assumed" }))).toBe(assumed);
  });
});

/** Each number of a value as one that may differ from the seventh digit on. */
const almost = (value: unknown): unknown => {
  if (typeof value === "number") return expect.closeTo(value, 6);
  if (Array.isArray(value)) return value.map(almost);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, almost(inner)]));
};

describe("many questions of one frame", () => {
  const phrases = [
    "gripper",
    "red mug",
    "blue mug",
    "bowl",
    "red bowl",
    "ghost",
    "mug",
    "blue bowl",
  ];
  const questions = [...phrases, ...phrases.toReversed()].map((thing, index) =>
    about(
      index % 2 === 0 ? "distance" : "right_of",
      thing,
      "bowl",
      `is ${thing} far from the bowl`,
    ),
  );

  it("are answered in order, and each as if it were asked alone", async () => {
    const { ask } = await open();
    expect(questions).toHaveLength(16);
    const together = await ask(plainFrame(), questions);
    const alone = [];
    for (const question of questions) alone.push(...(await ask(plainFrame(), [question])));
    // A batch's vector arithmetic rounds the last digits of a float otherwise.
    expect(together).toEqual(alone.map(almost));
    expect(new Set(together.map(({ text }) => text)).size).toBeGreaterThan(8);
  });

  it("encode the image once and run the answers once", async () => {
    const { ask, engine } = await open();
    await ask(plainFrame(), questions);
    const { runs } = engine.stats();
    expect([runs.vision_encoder?.count, runs.answer?.count]).toEqual([1, 1]);
  });

  it("belong to their frame when several are in flight", async () => {
    const { ask } = await open();
    const reds = [0, 51, 102, 153, 204, 255];
    const answers = await Promise.all(reds.map((red) => ask(plainFrame([red, 0, 0]), [howFar])));
    answers.forEach(([answer], index) => {
      expect(answer?.object?.point?.[0]).toBeCloseTo((reds[index] ?? 0) / 255, 5);
    });
  });

  it("of which there are none need no run", async () => {
    const { ask, engine } = await open();
    expect(await ask(plainFrame(), [])).toEqual([]);
    expect(engine.stats().runs).toEqual({});
  });
});

describe("novelty", () => {
  const graph = { name: "novelty", path: join(tinyModel, "../novelty/novelty.onnx") };

  it("is told of the image, in every answer, by a model that has a graph for it", async () => {
    const { ask } = await open({}, [graph]);
    const answers = await ask(plainFrame([102, 51, 204]), [howFar, howFar]);
    expect(answers.map(({ novelty }) => novelty)).toEqual([1.4, 1.4].map(near));
  });

  it("is not spoken of by a model without", async () => {
    const answer = await one(howFar, plainFrame([102, 51, 204]));
    expect("novelty" in answer).toBe(false);
  });

  const near = (value: number) => expect.closeTo(value, 5);
});

describe("a question that can't be put to the model", () => {
  const flurb = about("distance", "purple flurb", "bowl", "how far is the purple flurb from bowl");

  it("names the words not learnt and what is known, and leaves the others alone", async () => {
    const { ask } = await open();
    const [before, refused, after] = await ask(plainFrame(), [howFar, flurb, howFar]);
    expect(refused).toMatchObject({
      text: "",
      reading: { kind: "unreadable" },
      confidence: 0,
      failure: { code: "model.vocabulary" },
    });
    const message = refused?.failure?.message;
    expect(message).toContain('the word "flurb"');
    expect(message).toContain("gripper, red, blue, mug, bowl, ghost");
    expect(message).toContain("--backend");
    expect(before?.reading.kind).toBe("length");
    expect(after).toEqual(before);
  });

  it("is told which word may have been meant", async () => {
    const answer = await one(about("distance", "griper", "red mug", "?"), plainFrame());
    expect(answer.failure?.message).toContain('the word "griper"; did you mean "gripper"?');
  });

  it("is never told a word that only questions are made of for one that names a thing", async () => {
    const answer = await one(about("distance", "gripper", "teh mug", "?"), plainFrame());
    expect(answer.failure?.message).toContain('the word "teh"');
    expect(answer.failure?.message).not.toContain('"the"');
  });

  it("may word itself in words not learnt, if it names things in words that are", async () => {
    const question = { ...howFar, text: "kindly estimate how far the gripper is from the red mug" };
    expect((await one(question, plainFrame())).reading.kind).toBe("length");
  });

  it("is refused for any word not learnt when it is a free one", async () => {
    const answer = await one({ text: "gripper mug whatever" }, plainFrame());
    expect(answer.failure).toMatchObject({
      code: "model.vocabulary",
      message: expect.stringContaining('the word "whatever"'),
    });
  });

  it("is refused when it is too long to be read to its end", async () => {
    const text = `how far ${"from the bowl ".repeat(5)}`;
    const answer = await one({ ...howFar, text }, plainFrame());
    expect(answer.failure).toMatchObject({
      code: "model.question",
      message: expect.stringMatching(/may have 16 tokens; it has 17/),
    });
  });

  it("costs no run when it is the only one", async () => {
    const { ask, engine } = await open();
    expect(await ask(plainFrame(), [flurb])).toHaveLength(1);
    expect(engine.stats().runs).toEqual({});
  });
});

describe("numbers that are none", () => {
  it("fail that question and not the frame", async () => {
    const { ask } = await open();
    const padding = about("distance", "", "", "");
    const [nothing, answer] = await ask(plainFrame(), [padding, howFar]);
    expect(nothing?.failure).toMatchObject({
      code: "model.failed",
      message: expect.stringContaining("not finite"),
    });
    expect(answer?.reading.kind).toBe("length");
  });
});

describe("a frame that can't be asked about", () => {
  it("rejects with the decoder's reason", async () => {
    const { ask } = await open();
    const corrupt = plainFrame(undefined, {
      rgb: () => Promise.reject(new Error("premature end of JPEG")),
    });
    await expect(ask(corrupt, [howFar])).rejects.toThrow("premature end of JPEG");
  });

  it("rejects with the signal's reason when it is no longer wanted", async () => {
    const { ask, engine } = await open();
    const late = AbortSignal.abort(new Error("newer frame"));
    await expect(ask(plainFrame(), [howFar], late)).rejects.toThrow("newer frame");
    expect(engine.stats().runs).toEqual({});
  });
});

describe("graphs that are not nano's", () => {
  const config = async () => nanoConfig.parse(await json("config.json"));
  const preprocessor = async () => letterboxConfig.parse(await json("preprocessor_config.json"));

  it("are refused with what they take", async () => {
    const engine = await createEngine({
      graphs: [{ ...slowGraph, name: "vision_encoder" }],
      workers: 1,
    });
    onTestFinished(() => engine.close());
    const [settings, images] = [await config(), await preprocessor()];
    expect(() => bindGraphs(engine.graphs, settings, images)).toThrow(
      expect.toSatisfy((thrown) =>
        coded("model.unsupported", "vision_encoder", "turns int64").asymmetricMatch(thrown),
      ),
    );
  });

  it.each([
    {
      why: "another image size",
      change: { size: { width: 32, height: 24 } },
      says: "[1, 3, 24, 32]",
    },
  ])("are refused for $why", async ({ change, says }) => {
    const { engine } = await open();
    const images = letterboxConfig.parse({
      ...Object(await json("preprocessor_config.json")),
      ...change,
    });
    const settings = await config();
    expect(() => bindGraphs(engine.graphs, settings, images)).toThrow(says);
  });

  it("are refused for another number of tokens than the settings say", async () => {
    const { engine } = await open();
    const [settings, images] = [await config(), await preprocessor()];
    expect(() =>
      bindGraphs(engine.graphs, { ...settings, max_question_tokens: 20 }, images),
    ).toThrow("20 tokens");
  });
});
