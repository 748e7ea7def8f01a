import { SpatialRewardError } from "../errors.js";
import type { RelationDefinition } from "./definition.js";
import type { LengthWording, PairSlots, PredicateWording } from "./wording.js";

type Definitions = Readonly<Record<string, RelationDefinition>>;

const names = /^[a-z][a-z0-9_]*$/;
const marks: PairSlots = { subject: "\uE000", object: "\uE001" };

const asked = (wording: LengthWording | PredicateWording): readonly string[] =>
  "tell" in wording
    ? wording.ask.map((ask) => ask(marks, ""))
    : wording.ask.map((ask) => ask(marks));

const answers = (wording: LengthWording | PredicateWording): readonly number[] =>
  "tell" in wording ? [wording.tell.length] : [wording.yes.length, wording.no.length];

const range = { length: [0, 99], predicate: [100, 255] } as const;

const messageProblems = ({ kind, message }: RelationDefinition): readonly string[] => {
  if (message === undefined) return [];
  const [from, to] = range[kind];
  return Number.isInteger(message) && message >= from && message <= to
    ? []
    : [`message must be a whole number from ${from} to ${to} of a ${kind}; got ${message}`];
};

const wordingProblems = ({ wordings, more = [], of }: RelationDefinition): readonly string[] => {
  const all = [...wordings, ...more];
  const questions = all.flatMap(asked);
  const needed = of === "one" ? [marks.subject] : [marks.subject, marks.object];
  const unnamed = questions.find((text) => !needed.every((mark) => text.split(mark).length === 2));
  return [
    ...(wordings.flatMap(asked).length === 0 ? ["wordings must have a question"] : []),
    ...(all.flatMap(answers).includes(0) ? ["every wording must have its answers"] : []),
    ...(unnamed === undefined
      ? []
      : [`a question must name ${of === "one" ? "its thing" : "both things"} once: "${unnamed}"`]),
  ];
};

/** What a reward is recomputed from must be in the recording. */
const functionProblems = ({ means, message }: RelationDefinition): readonly string[] =>
  means !== undefined && message === undefined
    ? ["what has a function in task files must have a number in messages"]
    : [];

const problemsOf = (name: string, definition: RelationDefinition): readonly string[] => [
  ...(names.test(name) ? [] : ["a name has small letters, digits and _"]),
  ...messageProblems(definition),
  ...functionProblems(definition),
  ...wordingProblems(definition),
];

/** Numbers of messages that two of them have. */
const clashes = (more: Definitions, before: Definitions): readonly string[] => {
  const known = new Map(Object.entries(before).map(([name, { message }]) => [message, name]));
  return Object.entries(more).flatMap(([name, { message }]) => {
    const other = known.get(message);
    known.set(message, name);
    return message === undefined || other === undefined
      ? []
      : [`${name}: message ${message} is ${other}'s`];
  });
};

/**
 * That definitions from outside can be added to those that there are.
 * @throws SpatialRewardError usage.plugin with all that is wrong
 */
export const checkDefinitions = (more: Definitions, before: Definitions): void => {
  const problems = Object.entries(more).flatMap(([name, definition]) =>
    problemsOf(name, definition).map((problem) => `${name}: ${problem}`),
  );
  const all = [...problems, ...clashes(more, before)];
  if (all.length > 0) throw new SpatialRewardError("usage.plugin", `relation ${all.join("; ")}`);
};
