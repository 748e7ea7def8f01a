import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSaid } from "../../../src/vlm/openai/read-said.js";
import { readReply } from "../../../src/vlm/openai/reply.js";
import { parseQuestion, questionFor } from "../../../src/vqa/index.js";
import { completion, type Token } from "./server.js";

const howFar = questionFor({ relation: "distance", subject: "gripper", object: "mug" });
const isOn = questionFor({ relation: "on", subject: "mug", object: "plate" });

/** What is understood of an answer made of these tokens. */
const understood = (tokens: readonly Token[], question = howFar) => {
  const text = tokens.map(([token]) => token).join("");
  const reply = readReply(JSON.parse(JSON.stringify(completion(text.trim(), { tokens }))));
  if (reply === undefined) throw new Error("no reply");
  return readSaid(reply, question);
};

const length = (metres: number, stddev: unknown = expect.any(Number)) => ({
  kind: "length",
  metres: expect.closeTo(metres, 9),
  stddev,
});

describe("the expected length", () => {
  it("lies between the digits that could have been said, and so does its deviation", () => {
    const { reading, confidence } = understood([
      ["0", 1],
      [".", 1],
      ["2", 0.7, { "3": 0.3 }],
      [" m", 1],
    ]);
    const spread = 0.7 * 0.03 ** 2 + 0.3 * 0.07 ** 2;
    expect(reading).toEqual(length(0.23, expect.closeTo(Math.sqrt(spread + 0.1 ** 2 / 12), 9)));
    expect(confidence).toBeCloseTo(1, 9);
  });

  it("is the truth where a model spreads what it knows over the two nearest tenths", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 899 }), (thousandths) => {
        const tenths = Math.floor(thousandths / 100);
        const rest = (thousandths % 100) / 100;
        const [low, high] = [String(tenths), String(tenths + 1)];
        const digit: Token =
          rest < 0.5 ? [low, 1 - rest, { [high]: rest }] : [high, rest, { [low]: 1 - rest }];
        const { reading } = understood([["0", 1], [".", 1], digit, [" m", 1]]);
        expect(reading).toEqual(length(thousandths / 1000));
      }),
    );
  });

  it.each<readonly [what: string, metres: number, known: number, tokens: readonly Token[]]>([
    [
      "tokens of several digits",
      0.5 * 0.125 + 0.25 * 0.12 + 0.25 * 0.15,
      1,
      [
        ["0", 1],
        [".", 1],
        ["125", 0.5, { "12": 0.25, "150": 0.25 }],
        [" m", 1],
      ],
    ],
    [
      "a number that could have ended earlier",
      0.6 * 0.12 + 0.4 * 0.1,
      1,
      [
        ["0", 1],
        [".", 1],
        ["1", 1],
        ["2", 0.6, { " m": 0.4 }],
        [" m", 1],
      ],
    ],
    [
      "another unit",
      0.8 * 0.12 + 0.2 * 0.3048,
      1,
      [
        ["12", 0.8, { "1 foot": 0.2 }],
        [" cm", 1],
      ],
    ],
    [
      "a unit that is not sure",
      0.9 * 0.12 + 0.1 * 0.3048,
      1,
      [
        ["12", 1],
        [" cm", 0.9, { " inches": 0.1 }],
      ],
    ],
    [
      "a number whose other digits would move",
      0.12,
      0.6,
      [
        ["1", 0.6, { "9": 0.4 }],
        ["2", 1],
        [" cm", 1],
      ],
    ],
    [
      "a silence that was nearly kept",
      0.12,
      0.7,
      [
        ["12", 0.7, { not: 0.3 }],
        [" cm", 1],
      ],
    ],
    [
      "a space before the number and an end after it",
      0.12,
      1,
      [
        [" 12", 1],
        [" cm", 1],
        ["<|im_end|>", 1],
      ],
    ],
    [
      "words before the number",
      0.12,
      1,
      [
        ["About", 1],
        [" ", 1],
        ["12", 1],
        [" cm", 1],
        [".", 1],
      ],
    ],
  ])("of %s", (_, metres, known, tokens) => {
    const { reading, confidence } = understood(tokens);
    expect(reading).toEqual(length(metres));
    expect(confidence).toBeCloseTo(known, 9);
  });

  it("takes the unit that was asked for where none is said", () => {
    const inches = { ...howFar, unit: "in" } as const;
    const { reading } = understood([["3", 0.5, { "5": 0.5 }]], inches);
    expect(reading).toEqual(length(4 * 0.0254));
  });

  it("is not told when most of what could have been said is none: the words count, little", () => {
    const { reading, confidence } = understood([
      ["12", 0.4, { I: 0.6 }],
      [" cm", 1],
    ]);
    expect(reading).toEqual(length(0.12));
    expect(confidence).toBeCloseTo(0.4, 9);
  });

  it.each([
    ["a bound", "less than 5 cm", { metres: 0.025 }],
    ["two numbers", "12 cm ± 2 cm", { metres: 0.12, stddev: 0.02 }],
    ["a number in words", "twelve centimeters", { metres: 0.12 }],
  ])("is read from the words of %s", (_, text, reading) => {
    const tokens = [...text].map((letter): Token => [letter, 0.9, { "7": 0.1 }]);
    expect(understood(tokens)).toMatchObject({ reading, confidence: 1 });
  });

  it("is not taken from tokens of another text", () => {
    const reply = readReply(
      completion("0.3 m", {
        tokens: [
          ["0", 1],
          [".", 1],
          ["2", 0.6, { "9": 0.4 }],
        ],
      }),
    );
    expect(reply && readSaid(reply, howFar)).toEqual({
      reading: length(0.3),
      confidence: 1,
    });
  });

  it("is always a length that can be, whatever the tokens", () => {
    const tokens = fc.array(
      fc.tuple(
        fc.constantFrom("0", ".", "1", "25", " m", " cm", "-", ",", " ", "e9", "½", " to "),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.dictionary(
          fc.constantFrom("3", "12", ".", " m", "", "x", "9.9"),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
      ),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(tokens, (some) => {
        const { reading, confidence } = understood(some);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        if (reading.kind !== "length") return;
        expect(reading.metres).toBeGreaterThanOrEqual(0);
        expect(reading.stddev).toBeGreaterThan(0);
      }),
    );
  });
});

describe("the probability that something holds", () => {
  it.each<readonly [probability: number, known: number, tokens: readonly Token[]]>([
    [0.75, 0.8, [["yes", 0.6, { no: 0.2, maybe: 0.2 }]]],
    [
      0.9,
      1,
      [
        ["Yes", 0.8, { no: 0.1, " yes": 0.1 }],
        [".", 1],
      ],
    ],
    [0.25, 0.8, [["No", 0.6, { Yes: 0.2, not: 0.2 }]]],
  ])("%d", (probability, known, tokens) => {
    const { reading, confidence } = understood(tokens, isOn);
    expect(reading).toEqual({ kind: "predicate", probability: expect.closeTo(probability, 9) });
    expect(confidence).toBeCloseTo(known, 9);
  });

  it("is read from the words of a hedged answer", () => {
    const { reading } = understood(
      [
        ["Yes", 0.5, { No: 0.5 }],
        [", probably", 1],
      ],
      isOn,
    );
    expect(reading).toEqual({ kind: "predicate", probability: 0.75 });
  });
});

describe("an answer", () => {
  it.each([
    ["in another language", "zwölf Zentimeter", "no-number"],
    ["in a unit that we don't know", "12 Zoll", "no-unit"],
    ["without a unit", "12", "no-unit"],
    ["that refuses", "I'm sorry, I can't measure that.", "refusal"],
    ["that sees nothing", "not visible", "not-visible"],
    ["without words", "", "empty"],
    ["of something else", "The mug is red.", "no-number"],
  ])("%s is unreadable, with its reason", (_, text, reason) => {
    const tokens: readonly Token[] = [[text, 0.9, { "0.2 m": 0.1 }]];
    expect(understood(tokens).reading).toMatchObject({ kind: "unreadable", reason });
  });

  it("in another unit is converted", () => {
    expect(understood([["3 feet", 1]]).reading).toEqual(length(0.9144));
  });

  it("to a free question says what a length says", () => {
    const free = parseQuestion("Measure the gap for me, please");
    expect(understood([["12 cm", 1]], free).reading).toEqual(length(0.12));
  });
});
