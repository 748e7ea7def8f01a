import { spawnSync } from "node:child_process";
import { it } from "vitest";
import { commandTree } from "../../../src/cli/command-tree.js";
import { type VerbWords, wordsOf } from "../../../src/cli/completion/words.js";

export const all: readonly VerbWords[] = wordsOf(commandTree());

const isThere = (shell: string): boolean =>
  spawnSync(shell, ["-c", "exit 0"], { stdio: "ignore" }).status === 0;

/** What is typed, the last word unfinished; what is offered then; none: files are. */
export type Case = readonly [typed: readonly string[], offered: readonly string[]];

/** Tests in a real shell; skipped, and said so, where it is not installed. */
export const eachIn = (
  shell: string,
  name: string,
  cases: readonly Case[],
  test: (...each: Case) => void,
): void => {
  if (isThere(shell)) it.each(cases)(`${name} %j`, test);
  else it.skip(`${name} … (skipped: no ${shell})`, () => undefined);
};

/** What a shell prints, line by line. */
export const linesOf = (shell: string, script: string): readonly string[] => {
  const { stdout, stderr, status } = spawnSync(shell, ["-c", script], { encoding: "utf8" });
  if (status !== 0 || stderr !== "") throw new Error(`${shell} ended with ${status}: ${stderr}`);
  return stdout.split("\n").filter((line) => line !== "");
};
