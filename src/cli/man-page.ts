import type { Command, Help, Option } from "commander";
import { groupBy } from "../core/index.js";

/** Text as roff takes it: backslashes, and dots and quotes at a line's beginning, are its own. */
const escaped = (text: string): string =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^([.'])/gm, "\\&$1");

const paragraph = (text: string): string => escaped(text.replace(/\s*\n\s*/g, "\n"));

const entry = (term: string, text: string): string =>
  `.TP\n.B ${escaped(term)}\n${paragraph(text)}\n`;

const optionText = (help: Help, options: readonly Option[]): string =>
  options.map((option) => entry(option.flags, help.optionDescription(option))).join("");

/** Options by the headings that --help has for them. */
const optionGroups = (command: Command): ReadonlyMap<string, readonly Option[]> =>
  groupBy(
    command.createHelp().visibleOptions(command),
    ({ helpGroupHeading }) => helpGroupHeading ?? "Options:",
  );

/** The lines below a verb's --help: what each example is for, and its command. */
export const examplesOf = (command: Command): readonly string[] => {
  let shown = "";
  command.configureOutput({
    writeOut: (text) => {
      shown += text;
    },
  });
  command.outputHelp();
  return (shown.split("\nExamples:\n")[1] ?? "").split("\n").filter((line) => line.trim() !== "");
};

const exampleText = (command: Command): string => {
  const lines = examplesOf(command);
  if (lines.length === 0) return "";
  return `.PP\nExamples:\n.PP\n.nf\n${lines.map((line) => escaped(line)).join("\n")}\n.fi\n`;
};

const section = (command: Command, name: string): string => {
  const help = command.createHelp();
  const given = help.visibleArguments(command);
  return [
    `.SS ${escaped(name)}\n`,
    `.B ${escaped(`${name} ${command.usage()}`)}\n.PP\n${paragraph(command.description() || command.summary())}\n`,
    ...given.map((each) => entry(each.name(), help.argumentDescription(each))),
    ...[...optionGroups(command)].map(
      ([heading, options]) => `.PP\n${escaped(heading)}\n${optionText(help, options)}`,
    ),
    exampleText(command),
  ].join("");
};

const sections = (command: Command, above: string): readonly string[] => {
  const name = `${above} ${command.name()}`;
  const below = command.commands.flatMap((each) => sections(each, name));
  return command.registeredArguments.length > 0 || below.length === 0
    ? [section(command, name), ...below]
    : below;
};

const environment = {
  OPENAI_API_KEY: "the key of a model behind a server, sent over https and to this machine only",
  SPATIAL_REWARD_API_KEY:
    "the same, sent wherever --backend points; of a second --backend: SPATIAL_REWARD_API_KEY_2",
  SPATIAL_REWARD_LLM_API_KEY: "the key of the language model of reason --llm",
  NODE_EXTRA_CA_CERTS: "a file with certificate authorities of your own",
  ROS_DISTRO: "set by a sourced ROS 2, which live, play, truth and eval --live need",
};

/** The manual page of the whole command line, in roff. */
export const manPage = (program: Command): string => {
  const help = program.createHelp();
  const name = program.name();
  const [about = ""] = program.description().split("\n");
  return [
    `.\\" Written by npm run figures from the command line's own verbs and flags.\n`,
    `.TH ${name.toUpperCase()} 1\n`,
    `.SH NAME\n${escaped(`${name} - ${about.replace(/\.$/, "")}`)}\n`,
    `.SH SYNOPSIS\n.B ${escaped(`${name} [--debug] VERB [flags] [arguments]`)}\n`,
    `.SH DESCRIPTION\n${paragraph(program.description())}\n`,
    `.SH OPTIONS\n${optionText(help, help.visibleOptions(program))}`,
    `.SH VERBS\n`,
    ...program.commands.flatMap((each) => sections(each, name)),
    `.SH EXIT STATUS\n${entry("0", "done")}${entry("1", "the work failed")}${entry("2", "wrong usage")}${entry("130", "stopped by Ctrl-C")}`,
    `.SH ENVIRONMENT\n${Object.entries(environment)
      .map(([key, means]) => entry(key, means))
      .join("")}`,
  ].join("");
};
