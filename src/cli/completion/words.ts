import type { Argument, Command, Option } from "commander";

/** A flag as a shell completes it. */
export interface FlagWords {
  /** `-o`, `--output`: as it is typed. */
  readonly names: readonly string[];
  readonly means: string;
  readonly takesValue: boolean;
  /** Those there are; none: any value, mostly a path. */
  readonly choices: readonly string[];
}

/** What can be typed after a verb. */
export interface VerbWords {
  /** `task check`; empty: the program itself. */
  readonly verb: string;
  readonly verbs: readonly { readonly name: string; readonly means: string }[];
  readonly flags: readonly FlagWords[];
  /** Whether anything but verbs and flags follows: paths mostly. */
  readonly takesArguments: boolean;
  /** Of its first argument; none: any. */
  readonly choices: readonly string[];
}

const wordsOfFlag = ({
  short,
  long,
  description,
  required,
  optional,
  argChoices,
}: Option): FlagWords => ({
  names: [short, long].filter((name) => name !== undefined),
  means: description,
  takesValue: required || optional,
  choices: argChoices ?? [],
});

const choicesOf = ([first]: readonly Argument[]): readonly string[] => first?.argChoices ?? [];

/** A command and those below it, with what each of them takes; `above` are the flags that go with all. */
export const wordsOf = (
  command: Command,
  verb = "",
  above: readonly Option[] = [],
): readonly VerbWords[] => {
  const help = command.createHelp();
  const own = help.visibleOptions(command);
  const below = help.visibleCommands(command);
  const flags = [...own, ...above.filter(({ long }) => !own.some((each) => each.long === long))];
  const passed = verb === "" ? own.filter(({ long }) => long !== "--version") : [];
  return [
    {
      verb,
      verbs: below.map((each) => ({
        name: each.name(),
        means: each.summary() || each.description(),
      })),
      flags: flags.map(wordsOfFlag),
      takesArguments: command.registeredArguments.length > 0,
      choices: choicesOf(command.registeredArguments),
    },
    ...below
      .filter((each) => each.name() !== "help")
      .flatMap((each) => wordsOf(each, `${verb} ${each.name()}`.trim(), [...above, ...passed])),
  ];
};

/** One line, as shells show it beside a word. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ");

/** A word for any shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Flags after which a shell completes files, as patterns of a case: `"label -o" | "label --output"`. */
export const fileFlags = (
  { verb, flags }: VerbWords,
  quote: (text: string) => string,
): readonly string[] => {
  const names = flags
    .filter(({ takesValue, choices }) => takesValue && choices.length === 0)
    .flatMap((flag) => flag.names);
  return names.length === 0 ? [] : [names.map((name) => quote(`${verb} ${name}`)).join(" | ")];
};

/** Flags after which one of several words follows. */
export const choiceFlags = ({ flags }: VerbWords) =>
  flags
    .filter(({ choices }) => choices.length > 0)
    .flatMap(({ names, choices }) => names.map((name) => ({ name, choices })));
