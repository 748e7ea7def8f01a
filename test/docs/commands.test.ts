import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { commandTree } from "../../src/cli/command-tree.js";
import { callsIn, commandsIn } from "./commands.js";
import { pages, repository } from "./pages.js";

const shown = pages().flatMap(commandsIn);

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(repository, "package.json"), "utf8")));

/** That the program would take the arguments; nothing is done with them. */
const parse = (words: readonly string[]): void => {
  const hush = (command: Command): void => {
    command.action(() => undefined);
    command.commands.forEach(hush);
  };
  const program = commandTree();
  program.commands.forEach(hush);
  program.parse([...words], { from: "user" });
};

describe("the commands that pages show", () => {
  it("are found", () => {
    expect(shown.flatMap(callsIn).length).toBeGreaterThan(25);
  });

  it.each(
    shown.flatMap((each) =>
      callsIn(each).map((words) => [each.path, words.join(" "), words] as const),
    ),
  )("%s: spatial-reward %s is taken", (_path, _text, words) => {
    expect(() => parse(words)).not.toThrow();
  });

  it("run scripts that there are", () => {
    const called = pages().flatMap(({ text }) =>
      [...text.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name]) => name ?? ""),
    );
    expect(called.length).toBeGreaterThan(10);
    expect([...new Set(called)].filter((name) => scripts[name] === undefined)).toEqual([]);
    const files = shown.flatMap(({ text }) => text.match(/^scripts\/\S+/) ?? []);
    expect(files.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });
});
