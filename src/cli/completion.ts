import { Argument } from "commander";
import { bashScript } from "./completion/bash.js";
import { fishScript } from "./completion/fish.js";
import { type VerbWords, wordsOf } from "./completion/words.js";
import { zshScript } from "./completion/zsh.js";
import { examples, type Verb } from "./verb.js";

const scripts: ReadonlyMap<string, (all: readonly VerbWords[]) => string> = new Map([
  ["bash", bashScript],
  ["zsh", zshScript],
  ["fish", fishScript],
]);

/** What a shell needs to complete verbs and flags. */
export const completion: Verb = (program, terminal) => {
  program
    .command("completion")
    .summary("what a shell needs to complete verbs and flags")
    .description(
      "Prints a script for a shell, made from the verbs and flags that there are. Without it files alone are completed.",
    )
    .addArgument(new Argument("<shell>", "which shell").choices([...scripts.keys()]))
    .addHelpText(
      "after",
      examples(
        ["bash, in ~/.bashrc", 'eval "$(spatial-reward completion bash)"'],
        ["zsh, in ~/.zshrc after compinit", "source <(spatial-reward completion zsh)"],
        ["fish", "spatial-reward completion fish > ~/.config/fish/completions/spatial-reward.fish"],
      ),
    )
    .action((shell: string) => {
      terminal.out(scripts.get(shell)?.(wordsOf(program)) ?? "");
    });
};
