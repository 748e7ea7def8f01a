import { Command, InvalidArgumentError } from "commander";
import { describe, expect, it } from "vitest";
import { evidence } from "../../src/cli/arguments.js";
import { ask } from "../../src/cli/ask.js";
import { doctor } from "../../src/cli/doctor.js";
import { evaluate } from "../../src/cli/eval.js";
import { label } from "../../src/cli/label.js";
import { model } from "../../src/cli/model.js";
import { playRecording } from "../../src/cli/play.js";
import { task } from "../../src/cli/task.js";
import type { Terminal } from "../../src/cli/terminal.js";
import { truth } from "../../src/cli/truth.js";
import { vqa } from "../../src/cli/vqa.js";

/** Verbs only touch the terminal when they run. */
const terminal: Terminal = Object.create(null);

const commandsOf = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(commandsOf),
];

const program = new Command();
for (const verb of [label, ask, vqa, evaluate, task, model, playRecording, truth, doctor])
  verb(program, terminal);

const parse = (parser: (text: string, before: unknown) => unknown, text: string): unknown => {
  try {
    return parser(text, []);
  } catch (thrown) {
    if (thrown instanceof InvalidArgumentError) return thrown.message;
    throw thrown;
  }
};

type Parser = (text: string, before: unknown) => unknown;

/** A number that any of them takes: of pixels, for one, there must be some. */
const isNumeric = (parser: Parser): boolean =>
  ["1", "20"].some((text) => typeof parse(parser, text) === "number");

/** All flags whose value is a number, of every verb. */
const numbers = commandsOf(program).flatMap((command) =>
  command.options.flatMap(({ long, parseArg: parser }): (readonly [string, Parser])[] =>
    parser && isNumeric(parser) ? [[`${command.name()} ${long}`, parser]] : [],
  ),
);

describe("a number on the command line", () => {
  it("is one of many flags", () => {
    expect(numbers.length).toBeGreaterThan(40);
  });

  it.each(numbers)(
    "%s: is refused where no machine can mean it, with what is allowed",
    (_, parser) => {
      for (const text of ["1e99", "-1e99", "Infinity", "1e300"])
        expect(parse(parser, text)).toMatch(/^must be .*\d.*; got /);
      for (const text of ["", " ", "fast", "NaN", "1,5", "3 cm"])
        expect(parse(parser, text)).toBe(`must be a number; got "${text}"`);
    },
  );
});

describe("what lengths may rest on", () => {
  it("is a list of kinds", () => {
    expect(parse(evidence, "depth,tf")).toEqual(["depth", "tf"]);
    expect(parse(evidence, "tf, model")).toEqual(["tf", "model"]);
  });

  it.each(["", "dpeth", "depth,", "depth;tf"])(
    'refuses "%s", with those that there are',
    (text) => {
      expect(parse(evidence, text)).toBe(
        `must be some of model, depth, tf, known, cameras, with commas between; got "${text}"`,
      );
    },
  );
});
