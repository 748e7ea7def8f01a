import type { LengthUnit, Metres, Random } from "../core/index.js";
import { formatLength } from "./length-text.js";

type Weighted<T> = readonly (readonly [item: T, weight: number])[];

const draw = <T>(choices: Weighted<T>, random: Random): T => {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.float() * total;
  for (const [item, weight] of choices) {
    left -= weight;
    if (left < 0) return item;
  }
  throw new RangeError("draw: no choice has a weight");
};

/** Units that people choose for a length of this size, metric twice as often as imperial. */
const unitsFor = (metres: Metres): Weighted<LengthUnit> => {
  if (metres < 0.02)
    return [
      ["cm", 4],
      ["mm", 4],
      ["in", 3],
    ];
  if (metres < 0.3)
    return [
      ["cm", 10],
      ["m", 2],
      ["mm", 1],
      ["in", 6],
    ];
  if (metres < 1)
    return [
      ["cm", 7],
      ["m", 5],
      ["in", 3],
      ["ft", 3],
    ];
  return [
    ["m", 10],
    ["cm", 2],
    ["ft", 5],
    ["yd", 1],
  ];
};

/** People round: 0.86 m is "1 meter" as often as "86 centimeters". */
const digits: Weighted<number> = [
  [1, 3],
  [2, 6],
  [3, 1],
];

/** A length as a person would say it: unit (unless asked for one), rounding and style drawn by chance. */
export const spokenLength = (metres: Metres, random: Random, unit?: LengthUnit): string =>
  formatLength(metres, unit ?? draw(unitsFor(metres), random), {
    digits: draw(digits, random),
    style: draw<"symbol" | "words">(
      [
        ["symbol", 1],
        ["words", 1],
      ],
      random,
    ),
  });
