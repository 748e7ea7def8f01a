import type { Backend, Understood } from "./backend.js";

const quoted = (text: string): string => `"${text}"`;

/** `"left cyan tumbler" understood as "turquoise tumbler", without "left"; lengths are less sure by 15 % of theirs` */
export const understoodText = ({ phrase, by, as, distance, unused }: Understood): string => {
  const without = unused.length === 0 ? "" : `, without ${unused.map(quoted).join(", ")}`;
  const share = Math.round(distance * 100);
  const whose = by === undefined ? "understood" : `understood by ${by}`;
  return `${quoted(phrase)} ${whose} as ${quoted(as)}${without}; lengths are less sure by ${share} % of theirs`;
};

/** Texts that are remembered as told; who asks about more different things is told some of them again. */
const mostTold = 1024;

/** Tells what names are understood as, each once. */
export const tellerOf = (
  tell: (text: string) => void,
): ((understood: readonly Understood[]) => void) => {
  const told = new Set<string>();
  return (understood) => {
    for (const text of understood.map(understoodText)) {
      if (told.has(text)) continue;
      if (told.size >= mostTold) told.clear();
      told.add(text);
      tell(text);
    }
  };
};

/** The same backend, which tells what its answers understood names as. */
export const tellingUnderstood = (
  backend: Backend,
  tell: (understood: readonly Understood[]) => void,
): Backend => ({
  ...backend,
  ask: async (...asked) => {
    const answers = await backend.ask(...asked);
    for (const { understood } of answers) if (understood) tell(understood);
    return answers;
  },
});
