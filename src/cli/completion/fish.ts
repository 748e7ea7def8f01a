import { type FlagWords, oneLine, quoted, type VerbWords } from "./words.js";

const seen = (words: readonly string[]): string => `__fish_seen_subcommand_from ${words.join(" ")}`;

/** Holds where a verb was typed, and none below it. */
const condition = ({ verb, verbs }: VerbWords, all: boolean): string => {
  if (verb === "") return all ? "true" : "__fish_use_subcommand";
  const typed = verb.split(" ").map((word) => seen([word]));
  const below = verbs.map(({ name }) => name).filter((name) => name !== "help");
  return [...typed, ...(below.length > 0 ? [`not ${seen(below)}`] : [])].join("; and ");
};

const line = (when: string, rest: string): string =>
  `complete -c spatial-reward -n ${quoted(when)} ${rest}`;

const flagLine = (when: string, { names, means, takesValue, choices }: FlagWords): string => {
  const typed = names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const value = takesValue
    ? choices.length > 0
      ? ` -x -a ${quoted(choices.join(" "))}`
      : " -r"
    : "";
  return line(when, `${typed.join(" ")}${value} -d ${quoted(oneLine(means))}`);
};

const verbLines = (each: VerbWords): readonly string[] => {
  const when = condition(each, false);
  const files = each.takesArguments && each.choices.length === 0;
  return [
    ...(files ? [] : [line(when, "-f")]),
    ...each.verbs.map(({ name, means }) => line(when, `-a ${name} -d ${quoted(oneLine(means))}`)),
    ...(each.choices.length > 0 ? [line(when, `-a ${quoted(each.choices.join(" "))}`)] : []),
    ...each.flags.map((flag) => flagLine(when, flag)),
  ];
};

export const fishScript = (all: readonly VerbWords[]): string =>
  `# Completion of spatial-reward: spatial-reward completion fish | source
${all.flatMap(verbLines).join("\n")}
`;
