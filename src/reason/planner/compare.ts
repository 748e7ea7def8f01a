import type { LengthRelation } from "../../core/index.js";
import type { Conclusion } from "../steps.js";
import { calculated, lengthsOf, withChance } from "./evidence.js";
import type { Plan, PlanTemplate } from "./template.js";
import { chance, nameIn, namesOf, spread, spreads, the } from "./words.js";

const closer =
  /^is (?<a>.+) (?<word>closer|nearer|farther|further) (?:to|from) (?<b>.+) than (?:(?:to|from) (?<c>.+)|(?<other>.+?) is)$/i;
const difference =
  /^(?:by )?how much (?<word>taller|shorter|wider|narrower) is (?<a>.+) than (?<b>.+)$/i;
const path = /^how (?:long|far) is (?:it|the (?:way|path)) from (?<list>.+)$/i;

const comparing =
  (pairs: readonly [readonly [string, string], readonly [string, string]], isNear: boolean): Plan =>
  async (ledger): Promise<Conclusion> => {
    const lengths = await lengthsOf(ledger, "distance", pairs);
    const [one = "", other = ""] = lengths.map(({ id }) => id);
    const step = calculated(ledger, `${one} ${isNear ? "<" : ">"} ${other}`);
    return {
      text: `${step.holds ? "yes" : "no"}: ${spreads(lengths)}${withChance(step, `that the first is the ${isNear ? "shorter" : "longer"}`, chance)}`,
      from: [one, other, step.id],
      holds: step.holds ?? false,
      ...(step.probability !== undefined && { probability: step.probability }),
    };
  };

/** "is a closer to b than c": than c is. */
const closers = (question: string): Plan | undefined => {
  const groups = closer.exec(question)?.groups;
  if (!groups) return undefined;
  const [a, b] = [nameIn(groups.a ?? ""), nameIn(groups.b ?? "")];
  const [c, other] = [nameIn(groups.c ?? ""), nameIn(groups.other ?? "")];
  if (!a || !b || a === b || /^camera$/i.test(b)) return undefined;
  const isNear = /^(?:closer|nearer)$/i.test(groups.word ?? "");
  if (c && c !== a)
    return comparing(
      [
        [a, b],
        [a, c],
      ],
      isNear,
    );
  return other && other !== b
    ? comparing(
        [
          [a, b],
          [other, b],
        ],
        isNear,
      )
    : undefined;
};

const differing =
  (a: string, b: string, relation: LengthRelation, word: string): Plan =>
  async (ledger): Promise<Conclusion> => {
    const lengths = await lengthsOf(ledger, relation, [[a], [b]]);
    const [one = "", other = ""] = lengths.map(({ id }) => id);
    const more = /^(?:taller|wider)$/.test(word);
    const step = calculated(ledger, more ? `${one} - ${other}` : `${other} - ${one}`);
    const { value, stddev } = step;
    const not = value < 0 ? `; below 0: ${the(a)} is not ${word}` : "";
    return {
      text: `${spread({ value, stddev })}: ${the(a)} and ${the(b)} measure ${spreads(lengths)}${not}`,
      from: [one, other, step.id],
      metres: value,
      ...(stddev !== undefined && { stddev }),
    };
  };

const differences = (question: string): Plan | undefined => {
  const groups = difference.exec(question)?.groups;
  const [a, b] = [nameIn(groups?.a ?? ""), nameIn(groups?.b ?? "")];
  const word = groups?.word?.toLowerCase() ?? "";
  if (!a || !b || a === b) return undefined;
  return differing(a, b, /^(?:wider|narrower)$/.test(word) ? "width" : "height", word);
};

const adding =
  (names: readonly string[]): Plan =>
  async (ledger): Promise<Conclusion> => {
    const legs = names.slice(1).map((name, at): [string, string] => [names[at] ?? "", name]);
    const lengths = await lengthsOf(ledger, "distance", legs);
    const step = calculated(ledger, lengths.map(({ id }) => id).join(" + "));
    const { value, stddev } = step;
    return {
      text: `${spread({ value, stddev })} in all: ${spreads(lengths)}, from one to the next`,
      from: [...lengths.map(({ id }) => id), step.id],
      metres: value,
      ...(stddev !== undefined && { stddev }),
    };
  };

/** "from the gripper to the mug to the bowl", "… over the mug to the bowl" */
const paths = (question: string): Plan | undefined => {
  const list = path.exec(question)?.groups?.list;
  const names =
    list === undefined
      ? undefined
      : namesOf(list.replace(/ (?:and )?(?:then )?(?:to|over|via) /gi, ", "), 3, 12);
  return names && adding(names);
};

export const comparisons: PlanTemplate = {
  example: "Is the mug closer to the bowl than to the plate? (than the plate is)",
  read: closers,
};
export const differenceTemplate: PlanTemplate = {
  example: "How much taller is the bottle than the mug? (shorter, wider, narrower)",
  read: differences,
};
export const pathTemplate: PlanTemplate = {
  example: "How far is it from the gripper to the mug to the bowl?",
  read: paths,
};
