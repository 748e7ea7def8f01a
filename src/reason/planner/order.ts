import type { Conclusion } from "../steps.js";
import { calculated, withChance } from "./evidence.js";
import { height, type Measure, nearIsGreatest, nearness, width } from "./measures.js";
import { rank } from "./rank.js";
import type { Plan, PlanTemplate } from "./template.js";
import { chance, listed, nameIn, namesOf, the } from "./words.js";

interface Direction {
  readonly words: RegExp;
  readonly measure: Measure;
  /** Whether the thing that is most so comes first. */
  readonly greatest: boolean;
}

const pairs = (relation: "left_of" | "in_front_of" | "above" | "bigger"): Measure => ({
  kind: "pairs",
  relation,
});

const directions: readonly Direction[] = [
  { words: /^from left to right$/, measure: pairs("left_of"), greatest: true },
  { words: /^from right to left$/, measure: pairs("left_of"), greatest: false },
  { words: /^(?:from )?front to back$/, measure: pairs("in_front_of"), greatest: true },
  { words: /^(?:from )?back to front$/, measure: pairs("in_front_of"), greatest: false },
  { words: /^from (?:top to bottom|highest to lowest)$/, measure: pairs("above"), greatest: true },
  { words: /^from (?:bottom to top|lowest to highest)$/, measure: pairs("above"), greatest: false },
  { words: /^(?:by height|from shortest to tallest)$/, measure: height, greatest: false },
  { words: /^from tallest to shortest$/, measure: height, greatest: true },
  { words: /^(?:by width|from narrowest to widest)$/, measure: width, greatest: false },
  { words: /^from widest to narrowest$/, measure: width, greatest: true },
  {
    words: /^(?:by size|from smallest to (?:biggest|largest))$/,
    measure: pairs("bigger"),
    greatest: false,
  },
  { words: /^from (?:biggest|largest) to smallest$/, measure: pairs("bigger"), greatest: true },
];

const order = "(?:order|sort|arrange|list|rank|put in order)";
const along =
  "(?<along>(?:from )?[a-z]+ to [a-z]+|by (?:height|width|size)|by (?:their )?distance (?:to|from) .+|from nearest to farthest from .+)";
const shapes: readonly RegExp[] = [
  new RegExp(`^(?:please )?${order} (?<list>.+?),? ${along}$`, "i"),
  new RegExp(`^what is the order of (?<list>.+?),? ${along}$`, "i"),
  new RegExp(
    `^in (?:which|what) order (?:are|do|stand|lie) (?<list>.+?)(?: (?:stand|lie|come))?,? ${along}$`,
    "i",
  ),
  new RegExp(`^${along}, (?:in (?:which|what) order are|what is the order of) (?<list>.+)$`, "i"),
];

const nearFirst =
  /^(?:by (?:their )?distance (?:to|from)|from nearest to farthest from) (?<to>.+)$/i;

const directionOf = (along: string): Omit<Direction, "words"> | undefined => {
  const lower = along.toLowerCase();
  const words = /^(?:from|by) /.test(lower) ? lower : `from ${lower}`;
  const found = directions.find(({ words: pattern }) => pattern.test(words));
  if (found) return found;
  const to = nameIn(nearFirst.exec(along)?.groups?.to ?? "");
  const measure = to === undefined ? undefined : nearness(to);
  return measure && { measure, greatest: nearIsGreatest(measure) };
};

const plan =
  (names: readonly string[], { measure, greatest }: Omit<Direction, "words">): Plan =>
  async (ledger): Promise<Conclusion> => {
    const ranking = await rank(ledger, measure, names, greatest);
    const step = calculated(ledger, ranking.orderHolds);
    const inOrder = ranking.order.map((at) => the(names[at] ?? ""));
    const cycle = step.holds ? "" : "; the answers contradict each other";
    const sure = withChance({ ...step, holds: true }, "that every two stand so", chance);
    return {
      text: `${listed(inOrder)}: ${ranking.told}${sure}${cycle}`,
      from: [...ranking.ids, step.id],
      ...(step.probability !== undefined && { probability: step.probability }),
    };
  };

export const orders: PlanTemplate = {
  example:
    "Order the mug, the bowl and the plate from left to right. (front to back, by height, by width, by size, by distance to the gripper)",
  read: (question) => {
    const { list = "", along = "" } =
      shapes.map((shape) => shape.exec(question)?.groups).find(Boolean) ?? {};
    const [names, direction] = [namesOf(list, 2, 12), directionOf(along)];
    return names && direction && plan(names, direction);
  },
};
