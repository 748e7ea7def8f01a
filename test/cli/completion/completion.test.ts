import { describe, expect } from "vitest";
import { bashScript } from "../../../src/cli/completion/bash.js";
import { fishScript } from "../../../src/cli/completion/fish.js";
import { zshScript } from "../../../src/cli/completion/zsh.js";
import { all, type Case, eachIn, linesOf } from "./shell.js";

const verbs = all[0]?.verbs.map(({ name }) => name) ?? [];

const cases: readonly Case[] = [
  [[""], verbs],
  [["la"], ["label"]],
  [
    ["task", ""],
    ["check", "help"],
  ],
  [["model", "o"], ["optimize"]],
  [["--debug", "task", "c"], ["check"]],
  [["label", "--ov"], ["--overwrite"]],
  [["label", "--de"], ["--debug"]],
  [
    ["task", "check", "task", "--ba"],
    ["--backend", "--bag"],
  ],
  [
    ["label", "--precision", "f"],
    ["fp32", "fp16"],
  ],
  [
    ["init", "run.mcap", "--goal", "p"],
    ["pick", "place", "push"],
  ],
  [["completion", "z"], ["zsh"]],
  [["label", "--task", "zz"], []],
  [["label", "zz"], []],
];

const sorted = (words: readonly string[]): readonly string[] => [...words].sort();

describe("bash", () => {
  eachIn("bash", "offers after", cases, (typed, offered) => {
    const words = typed.map((word) => `'${word}'`).join(" ");
    const lines = linesOf(
      "bash",
      `${bashScript(all)}
COMP_WORDS=(spatial-reward ${words}); COMP_CWORD=${typed.length}
_spatial_reward
printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
    expect(sorted(lines)).toEqual(sorted(offered));
  });
});

describe("fish", () => {
  eachIn("fish", "offers after", cases, (typed, offered) => {
    const lines = linesOf(
      "fish",
      `${fishScript(all)}
cd (mktemp -d); complete -C 'spatial-reward ${typed.join(" ")}'`,
    );
    const names = lines.map((line) => line.split("\t")[0] ?? "");
    expect(sorted(names)).toEqual(sorted(offered));
  });
});

describe("zsh", () => {
  /** zsh's own functions need a terminal: these say what they were given. */
  const stubs = `compdef() { }
_files() { }
_describe() { local name="$argv[-1]"; for entry in \${(P)name}; do print -r -- "\${entry%%:*}"; done }
compadd() { shift; print -rl -- "$@" }`;

  eachIn("zsh", "offers, before it picks those that fit, after", cases, (typed, offered) => {
    const last = typed.at(-1) ?? "";
    const words = typed.map((word) => `'${word}'`).join(" ");
    const lines = linesOf(
      "zsh",
      `${stubs}
${zshScript(all)}
words=(spatial-reward ${words}); CURRENT=${typed.length + 1}; PREFIX='${last}'
_spatial_reward
true`,
    );
    expect(sorted(lines.filter((line) => line.startsWith(last)))).toEqual(sorted(offered));
  });
});
