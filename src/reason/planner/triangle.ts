import type { Conclusion } from "../steps.js";
import { calculated, type Length, lengthsOf, withChance } from "./evidence.js";
import type { Plan, PlanTemplate } from "./template.js";
import { chance, namesOf, percent, spreads } from "./words.js";

type Kind = "isosceles" | "equilateral" | "right";

const kinds = "(?<kind>isosceles|equilateral|right(?:[- ]angled)?)";
const limit = "(?:,? (?:within|to within) (?<share>\\d{1,2}(?:\\.\\d{1,3})?) ?(?:%|percent))?";
const roughly = "(?:roughly |about |approximately |nearly |almost )?";

const shapes: readonly RegExp[] = [
  new RegExp(
    `^(?:do|would|could) (?<list>.+) (?:form|make|make up|span|build) ${roughly}an? ${roughly}${kinds} triangle${limit}$`,
    "i",
  ),
  new RegExp(
    `^are (?<list>.+) (?:at )?the (?:corners|vertices) of an? ${roughly}${kinds} triangle${limit}$`,
    "i",
  ),
  new RegExp(
    `^is the triangle (?:of|between|formed by|made by|with corners at) (?<list>.+?) ${roughly}(?:an? )?${kinds}${limit}$`,
    "i",
  ),
];

/** Names of the three sides' steps, in any order. */
type Sides = readonly [string, string, string];

const agree = (a: string, b: string, share: number): string =>
  `abs(${a} - ${b}) <= ${share} * max(${a}, ${b})`;

/** Within the share of the hypotenuse that Pythagoras asks for, whichever side it is. */
const rightAngled = ([a, b, c]: Sides, share: number): string => {
  const opposite = (x: string, y: string, longest: string): string =>
    [
      `(${longest} >= ${x} and ${longest} >= ${y}`,
      `${x}^2 + ${y}^2 >= (1 - ${share})^2 * ${longest}^2`,
      `${x}^2 + ${y}^2 <= (1 + ${share})^2 * ${longest}^2)`,
    ].join(" and ");
  return [opposite(a, b, c), opposite(b, c, a), opposite(a, c, b)].join(" or ");
};

const conditions: Readonly<Record<Kind, (sides: Sides, share: number) => string>> = {
  isosceles: ([a, b, c], share) =>
    [agree(a, b, share), agree(b, c, share), agree(a, c, share)].join(" or "),
  equilateral: ([a, b, c], share) =>
    `max(${a}, ${b}, ${c}) - min(${a}, ${b}, ${c}) <= ${share} * max(${a}, ${b}, ${c})`,
  right: rightAngled,
};

const meanings: Readonly<Record<Kind, (share: string) => string>> = {
  isosceles: (share) => `that two of them agree within ${share}`,
  equilateral: (share) => `that all three agree within ${share}`,
  right: (share) => `that they have a right angle within ${share}`,
};

/** Three lengths that no triangle has say something of the answers. */
const openRemark = (sides: readonly Length[]): string => {
  const values = sides.map(({ value }) => value);
  const longest = Math.max(...values);
  const rest = values.reduce((sum, value) => sum + value, -longest);
  return rest <= longest
    ? "; no triangle has such sides: the things lie about in a line, or the answers are off"
    : "";
};

const kindOf = (word: string): Kind => {
  const lower = word.toLowerCase();
  return lower === "isosceles" || lower === "equilateral" ? lower : "right";
};

const triangle =
  (names: readonly string[], kind: Kind, stated: number | undefined): Plan =>
  async (ledger, { tolerance }): Promise<Conclusion> => {
    const share = stated ?? tolerance;
    const [a = "", b = "", c = ""] = names;
    const sides = await lengthsOf(ledger, "distance", [
      [a, b],
      [b, c],
      [c, a],
    ]);
    const [ab = "", bc = "", ca = ""] = sides.map(({ id }) => id);
    const step = calculated(ledger, conditions[kind]([ab, bc, ca], share));
    const meaning = meanings[kind](percent(share));
    return {
      text: `${step.holds ? "yes" : "no"}: sides ${spreads(sides)}${withChance(step, meaning, chance)}${openRemark(sides)}`,
      from: [...sides.map(({ id }) => id), step.id],
      holds: step.holds ?? false,
      ...(step.probability !== undefined && { probability: step.probability }),
    };
  };

export const triangles: PlanTemplate = {
  example:
    "Do the mug, the bowl and the plate form an isosceles triangle within 10 %? (equilateral, right)",
  read: (question) => {
    const groups = shapes.map((shape) => shape.exec(question)?.groups).find(Boolean);
    const names = groups && namesOf(groups.list ?? "", 3);
    if (!groups || !names) return undefined;
    const share = groups.share === undefined ? undefined : Number(groups.share) / 100;
    return triangle(names, kindOf(groups.kind ?? ""), share);
  },
};
