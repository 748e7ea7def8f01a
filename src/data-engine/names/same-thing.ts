import type { PixelBox } from "../../core/index.js";
import { countOf, has, type Mask } from "../lift/index.js";
import { mayBeCalled } from "./words.js";

interface Boxed {
  readonly name: string;
  readonly score: number;
  readonly box: PixelBox;
  readonly mask?: Mask;
}

/** Shares of both together that two have in common: of one name, they are one thing; of any, the same pixels are. */
const alike = 0.5;
const same = 0.8;

const area = ({ left, top, right, bottom }: PixelBox): number =>
  Math.max(0, right - left) * Math.max(0, bottom - top);

const commonBox = (a: PixelBox, b: PixelBox): PixelBox => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

const overlap = (a: Boxed, b: Boxed): number => {
  const shared = commonBox(a.box, b.box);
  const byBox = area(shared) / (area(a.box) + area(b.box) - area(shared));
  if (!a.mask || !b.mask || !(byBox > 0)) return byBox || 0;
  let common = 0;
  for (let v = Math.floor(shared.top); v < shared.bottom; v++)
    for (let u = Math.floor(shared.left); u < shared.right; u++)
      if (has(a.mask, u, v) && has(b.mask, u, v)) common += 1;
  return common / (countOf(a.mask) + countOf(b.mask) - common);
};

const isOne = (a: Boxed, b: Boxed): boolean => {
  const share = overlap(a, b);
  const isAlike = mayBeCalled(a.name, b.name) || mayBeCalled(b.name, a.name);
  return share > (isAlike ? alike : same);
};

/** Each thing once: the surest of what covers the same pixels, in their order. */
export const eachOnce = <T extends Boxed>(found: readonly T[]): readonly T[] => {
  const kept: T[] = [];
  for (const one of [...found].sort((a, b) => b.score - a.score))
    if (!kept.some((other) => isOne(one, other))) kept.push(one);
  return found.filter((one) => kept.includes(one));
};
