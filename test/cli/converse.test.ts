import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { converseOver } from "../../src/cli/converse.js";

/** A terminal at which these lines were typed ahead. */
const terminal = (...typed: readonly string[]) => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  for (const line of typed) input.write(`${line}\n`);
  return { input, shown: () => String(output.read() ?? ""), converse: converseOver(input, output) };
};

describe("a conversation at a terminal", () => {
  it("shows each question and gives the line that answers it, also where it was typed ahead", async () => {
    const { converse, shown } = terminal(" red mug ", "", "plate");
    const answers = await converse(async (ask) => [
      await ask("Which?\nthe thing: "),
      await ask("frame: "),
      await ask("to: "),
    ]);
    expect(answers).toEqual(["red mug", "", "plate"]);
    expect(shown()).toMatch(/^Which\?\nthe thing: [\s\S]*frame: [\s\S]*to: $/);
  });

  it("ends as stopped where the input does before all is answered", async () => {
    const { converse, input } = terminal("first");
    const talk = converse(async (ask) => [await ask("one: "), await ask("two: ")]);
    setTimeout(() => input.end(), 20);
    await expect(talk).rejects.toMatchObject({ code: "interrupted", exitCode: 130 });
  });
});
