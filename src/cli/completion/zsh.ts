import {
  choiceFlags,
  type FlagWords,
  fileFlags,
  oneLine,
  quoted,
  type VerbWords,
} from "./words.js";

/** `name:what it is`, as _describe takes them. */
const described = (entries: readonly (readonly [name: string, means: string])[]): string =>
  entries
    .map(([name, means]) => quoted(`${name.replaceAll(":", "\\:")}:${oneLine(means)}`))
    .join(" ");

const flagEntries = (flags: readonly FlagWords[]) =>
  flags.flatMap(({ names, means }) => names.map((name) => [name, means] as const));

const steps = (all: readonly VerbWords[]): string =>
  all.flatMap(({ verb, verbs }) => verbs.map(({ name }) => quoted(`${verb} ${name}`))).join(" | ");

const valueCases = (each: VerbWords): readonly string[] => [
  ...fileFlags(each, quoted).map((flags) => `    (${flags}) _files; return ;;`),
  ...choiceFlags(each).map(
    ({ name, choices }) =>
      `    (${quoted(`${each.verb} ${name}`)}) compadd -- ${choices.map(quoted).join(" ")}; return ;;`,
  ),
];

const verbCase = ({ verb, verbs, flags, takesArguments, choices }: VerbWords): string => {
  const words = [
    ...verbs.map(({ name, means }) => [name, means] as const),
    ...choices.map((name) => [name, ""] as const),
  ];
  return [
    `    ${quoted(verb)})`,
    `      flags=(${described(flagEntries(flags))})`,
    `      offered=(${described(words)})`,
    `      files=${takesArguments && choices.length === 0 ? "yes" : ""} ;;`,
  ].join("\n");
};

/** A script that can be sourced, or be a file `_spatial-reward` in the fpath. */
export const zshScript = (all: readonly VerbWords[]): string =>
  `#compdef spatial-reward
# Completion of spatial-reward: source <(spatial-reward completion zsh), after compinit
_spatial_reward() {
  local verb="" files="" i
  local -a flags offered
  for ((i = 2; i < CURRENT; i++)); do
    case "$verb $words[i]" in
      (${steps(all)}) verb="\${verb:+$verb }$words[i]" ;;
    esac
  done
  case "$verb $words[CURRENT-1]" in
${all.flatMap(valueCases).join("\n")}
  esac
  case "$verb" in
${all.map(verbCase).join("\n")}
  esac
  if [[ "$PREFIX" == -* ]]; then
    _describe -o flag flags
    return
  fi
  (( $#offered )) && _describe verb offered
  [[ -n "$files" ]] && _files
}
if [[ "$funcstack[1]" == _spatial-reward ]]; then
  _spatial_reward "$@"
else
  compdef _spatial_reward spatial-reward
fi
`;
