import { isLengthFact, type Observation, type Pixel, type SpatialFact } from "../core/index.js";
import type { RewardSample } from "../reward/index.js";
import { formatLength } from "../vqa/index.js";

interface Size {
  readonly width: number;
  readonly height: number;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escaped = (text: string): string => text.replace(/[&<>"]/g, (each) => entities[each] ?? each);

const text = ([x, y]: Pixel, content: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}">${escaped(content)}</text>`;

const dot = ([x, y]: Pixel): string => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="5"/>`;

const line = ([x1, y1]: Pixel, [x2, y2]: Pixel): string =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>`;

const drawn = (fact: SpatialFact): string => {
  const { subjectPixel: from, objectPixel: to } = fact;
  if (!isLengthFact(fact) || from === undefined) return "";
  const length = formatLength(fact.metres, "cm");
  if (to === undefined) return dot(from) + text(from, `${fact.subject} ${length}`);
  const middle: Pixel = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return line(from, to) + dot(from) + dot(to) + text(middle, length);
};

const verdict = ({ valid, reward, progress, stage, invalidReason }: RewardSample): string =>
  valid
    ? `${stage}: reward ${(reward ?? 0).toFixed(3)}, progress ${(progress ?? 0).toFixed(2)}`
    : `no reward: ${invalidReason}`;

/** What a frame's facts and reward look like, over the frame. */
export const drawingOf = (
  { width, height }: Size,
  { facts }: Observation,
  sample: RewardSample,
): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
  `<g fill="#19b3ff" stroke="#19b3ff" stroke-width="2" font-family="sans-serif" font-size="16">` +
  `${facts.map(drawn).join("")}</g>` +
  `<g fill="#ffffff" stroke="none" font-family="sans-serif" font-size="16">` +
  `${text([8, height - 10], verdict(sample))}</g></svg>`;
