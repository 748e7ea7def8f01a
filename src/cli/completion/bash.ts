import { choiceFlags, fileFlags, type VerbWords } from "./words.js";

const list = (words: readonly string[]): string => `"${words.join(" ")}"`;

/** Verbs that lead on, by what was typed before them: `" label"`, `"task check"`. */
const steps = (all: readonly VerbWords[]): string =>
  all.flatMap(({ verb, verbs }) => verbs.map(({ name }) => `"${verb} ${name}"`)).join(" | ");

const valueCases = (each: VerbWords): readonly string[] => [
  ...fileFlags(each, (text) => `"${text}"`).map((flags) => `    ${flags}) return ;;`),
  ...choiceFlags(each).map(
    ({ name, choices }) =>
      `    "${each.verb} ${name}") COMPREPLY=($(compgen -W ${list(choices)} -- "$word")); return ;;`,
  ),
];

const verbCase = ({ verb, verbs, flags, takesArguments, choices }: VerbWords): string =>
  [
    `    "${verb}")`,
    `      flags=${list(flags.flatMap(({ names }) => names))}`,
    `      words=${list([...verbs.map(({ name }) => name), ...choices])}`,
    `      files=${takesArguments && choices.length === 0 ? "yes" : ""} ;;`,
  ].join("\n");

/** A script for bash 3.2 and newer. Where nothing is offered, bash completes files. */
export const bashScript = (all: readonly VerbWords[]): string =>
  `# Completion of spatial-reward: eval "$(spatial-reward completion bash)"
_spatial_reward() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}"
  local verb="" flags="" words="" files="" i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$verb \${COMP_WORDS[i]}" in
      ${steps(all)}) verb="\${verb:+$verb }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$verb $before" in
${all.flatMap(valueCases).join("\n")}
  esac
  case "$verb" in
${all.map(verbCase).join("\n")}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
    "") [ -n "$files" ] || COMPREPLY=($(compgen -W "$words")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
  esac
}
complete -o bashdefault -o default -F _spatial_reward spatial-reward
`;
