import type { Conclusion } from "../steps.js";
import { calculated, withChance } from "./evidence.js";
import { comparative, type Measure, nearIsGreatest, nearness } from "./measures.js";
import { rank } from "./rank.js";
import type { Plan, PlanTemplate } from "./template.js";
import { chance, nameIn, namesOf, the } from "./words.js";

const near = "(?<near>near(?:er|est)?|clos(?:er|est)|far(?:ther|thest)|furth(?:er|est))";
const which = "(?:which|what)(?: one| thing| object)?";

const nearest: readonly RegExp[] = [
  new RegExp(`^${which} of (?<list>.+) is (?:the )?${near}(?: one)? (?:to|from) (?<to>.+)$`, "i"),
  new RegExp(`^of (?<list>.+), ${which} is (?:the )?${near}(?: one)? (?:to|from) (?<to>.+)$`, "i"),
  new RegExp(
    `^${which} is (?:the )?${near}(?: one)? (?:to|from) (?<to>[^,:]+)[,:] (?<list>.+)$`,
    "i",
  ),
];

const most: readonly RegExp[] = [
  new RegExp(`^${which} of (?<list>.+) is (?:the )?(?<word>[a-z ]+?)(?: one)?$`, "i"),
  new RegExp(`^of (?<list>.+), ${which} is (?:the )?(?<word>[a-z ]+?)(?: one)?$`, "i"),
  new RegExp(`^${which} is (?:the )?(?<word>[a-z ]+?)(?: one)?[,:] (?<list>.+)$`, "i"),
];

const mostNames = 12;

const choose =
  (names: readonly string[], measure: Measure, greatest: boolean): Plan =>
  async (ledger): Promise<Conclusion> => {
    const ranking = await rank(ledger, measure, names, greatest);
    const step = calculated(ledger, ranking.firstHolds);
    const first = ranking.order[0] ?? 0;
    const length = ranking.lengths?.[first];
    const sure = withChance(step, "that it is this one", chance);
    return {
      text: `${the(names[first] ?? "")}: ${ranking.told}${sure}`,
      from: [...ranking.ids, step.id],
      ...(step.probability !== undefined && { probability: step.probability }),
      ...(length && { metres: length.value }),
      ...(length?.stddev !== undefined && { stddev: length.stddev }),
    };
  };

const groupsOf = (question: string, shapes: readonly RegExp[]) =>
  shapes.map((shape) => shape.exec(question)?.groups).find(Boolean);

const isNear = (word: string): boolean => /^(?:near|clos)/i.test(word);

export const nearests: PlanTemplate = {
  example:
    "Which of the mug, the bowl and the plate is nearest to the gripper? (farthest from, the camera)",
  read: (question) => {
    const { list = "", to = "", near: word = "" } = groupsOf(question, nearest) ?? {};
    const [names, reference] = [namesOf(list, 2, mostNames), nameIn(to)];
    if (!names || !reference || names.includes(reference)) return undefined;
    const measure = nearness(reference);
    return choose(names, measure, isNear(word) === nearIsGreatest(measure));
  },
};

export const superlatives: PlanTemplate = {
  example:
    "Which is tallest: the mug, the bowl or the plate? (shortest, widest, narrowest, biggest, smallest, highest, leftmost, …)",
  read: (question) => {
    const { list = "", word = "" } = groupsOf(question, most) ?? {};
    const [names, meant] = [namesOf(list, 2, mostNames), comparative(word.trim())];
    return names && meant && choose(names, meant.measure, meant.greatest);
  },
};
