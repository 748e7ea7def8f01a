import type { StageVisit } from "../web/index.js";

const seconds = (time: number): string => `${time.toFixed(1)} s`;

/** Why a stage was not done, as far as a frame's numbers tell. */
const shortfall = ({ until, held, hold, ranges }: StageVisit): string => {
  const meanwhile = ranges.length === 0 ? "" : ` (${ranges.join("; ")})`;
  if (held === undefined) return `${until} never held${meanwhile}`;
  const longest = held === 0 ? "in single frames only" : `${seconds(held)} at the longest`;
  return `${until} held ${longest}, and must hold ${seconds(hold)}${meanwhile}`;
};

const sentence = (visit: StageVisit): string =>
  visit.done === undefined
    ? `${visit.stage} was not done: ${shortfall(visit)}`
    : `${visit.stage} was done at ${seconds(visit.done)}`;

/** What happened, stage by stage; nothing of several episodes, which a table tells better. */
export const storyOf = (visits: readonly StageVisit[], success: boolean): string => {
  if (visits.some(({ episode }) => episode !== visits[0]?.episode)) return "";
  const told = visits.map(sentence).join("; ");
  return told === "" ? "" : `${told}${success ? ": success" : ""}.`;
};
