import type { Understood } from "./backend.js";

const quoted = (text: string): string => `"${text}"`;

/** `"left cyan tumbler" understood as "turquoise tumbler", without "left"; lengths are less sure by 15 % of theirs` */
export const understoodText = ({ phrase, by, as, distance, unused }: Understood): string => {
  const without = unused.length === 0 ? "" : `, without ${unused.map(quoted).join(", ")}`;
  const share = Math.round(distance * 100);
  const whose = by === undefined ? "understood" : `understood by ${by}`;
  return `${quoted(phrase)} ${whose} as ${quoted(as)}${without}; lengths are less sure by ${share} % of theirs`;
};
