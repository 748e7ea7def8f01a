import type { Metres } from "../../core/index.js";
import { readLength } from "../../vqa/index.js";
import type { Conclusion } from "../steps.js";
import { calculated, type Length, lengthsOf, withChance } from "./evidence.js";
import type { Plan, PlanTemplate } from "./template.js";
import { chance, listed, nameIn, namesOf, spread, stated, the } from "./words.js";

const count =
  /^how many of (?<list>.+) are (?:within|closer than|nearer than|less than) (?<far>[\d.]+ ?[a-z]+) (?:of|from|to|away from) (?<to>.+)$/i;
const one =
  /^is (?<list>.+) (?:within|closer than|nearer than|less than) (?<far>[\d.]+ ?[a-z]+) (?:of|from|to|away from) (?<to>.+)$/i;

/** Metres in "20 cm"; undefined of anything else. */
const metresIn = (text: string): Metres | undefined => {
  const reading = readLength(text);
  return reading.kind === "length" ? reading.metres : undefined;
};

const conditionOf = (lengths: readonly Length[], far: Metres): string =>
  lengths
    .map(({ id, value }) => (value < far ? `${id} < ${far} m` : `${id} >= ${far} m`))
    .join(" and ");

const counting =
  (names: readonly string[], to: string, far: Metres): Plan =>
  async (ledger): Promise<Conclusion> => {
    const lengths = await lengthsOf(
      ledger,
      "distance",
      names.map((name) => [to, name]),
    );
    const within = names.filter((_, at) => (lengths[at]?.value ?? far) < far);
    const step = calculated(ledger, conditionOf(lengths, far));
    const told = names.map((name, at) => {
      const length = lengths[at];
      return `${the(name)} ${length ? spread(length) : ""}`;
    });
    const which = within.length > 0 ? ` (${listed(within.map(the))})` : "";
    return {
      text: `${within.length} of ${names.length}${which} within ${stated(far)} of ${the(to)}: ${listed(told)}${withChance(step, "that it is just these", chance)}`,
      from: [...lengths.map(({ id }) => id), step.id],
      ...(step.probability !== undefined && { probability: step.probability }),
    };
  };

const deciding =
  (name: string, to: string, far: Metres): Plan =>
  async (ledger): Promise<Conclusion> => {
    const lengths = await lengthsOf(ledger, "distance", [[to, name]]);
    const [length] = lengths;
    const step = calculated(ledger, `${length?.id ?? ""} < ${far} m`);
    return {
      text: `${step.holds ? "yes" : "no"}: ${length ? spread(length) : ""} apart${withChance(step, `that it is less than ${stated(far)}`, chance)}`,
      from: [...lengths.map(({ id }) => id), step.id],
      holds: step.holds ?? false,
      ...(step.probability !== undefined && { probability: step.probability }),
    };
  };

const read = (question: string): Plan | undefined => {
  const many = count.exec(question)?.groups;
  const { list = "", far = "", to = "" } = many ?? one.exec(question)?.groups ?? {};
  const [names, reference, metres] = [namesOf(list, 1, 12), nameIn(to), metresIn(far)];
  const [first] = names ?? [];
  if (!names || !first || !reference || metres === undefined || names.includes(reference))
    return undefined;
  if (many) return counting(names, reference, metres);
  return names.length === 1 ? deciding(first, reference, metres) : undefined;
};

export const withins: PlanTemplate = {
  example: "How many of the mug, the bowl and the plate are within 20 cm of the gripper?",
  read,
};
