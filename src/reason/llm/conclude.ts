import type { Ledger } from "../ledger.js";
import type { Conclusion, Step } from "../steps.js";
import type { Wanted } from "./actions.js";
import { type Came, refusal } from "./came.js";
import { idsIn, unfoundedIn } from "./founded.js";

/** A conclusion is a sentence or two. */
const longestAnswer = 2000;

/** What a step says of yes or no: a condition, or whether something was more likely than not. */
const holdsOf = (step: Step): boolean | undefined => {
  if (step.kind === "calculate") return step.holds;
  return step.probability === undefined ? undefined : step.probability >= 0.5;
};

const isVerdict = (answer: string): boolean => /^\W*(?:yes|no)\b/i.test(answer);

/** The step that an answer says: its condition, or all that it rests on; undefined where several are told of. */
const decidingOf = (answer: string, steps: readonly Step[]): Step | undefined => {
  const condition = steps.findLast((step) => step.kind === "calculate" && step.holds !== undefined);
  if (condition) return condition;
  if (isVerdict(answer)) return steps.findLast((step) => holdsOf(step) !== undefined);
  const results = steps.filter(({ kind }) => kind === "calculate");
  const only = results.length > 0 ? results : steps;
  return only.length === 1 ? only[0] : undefined;
};

/** "yes" said of what is false, or the other way round. */
const contradiction = (answer: string, step: Step | undefined): string | undefined => {
  const [, word] = /^\W*(yes|no)\b/i.exec(answer) ?? [];
  const holds = step && holdsOf(step);
  if (word === undefined || holds === undefined || !step) return undefined;
  if ((word.toLowerCase() === "yes") === holds) return undefined;
  return `it says "${word}", and ${step.id} is ${holds}; let the condition be what the user asked`;
};

/** The deviations of what it rests on, whatever the model says of them. */
const concluded = (answer: string, from: readonly string[], step: Step | undefined): Conclusion => {
  const holds = step && holdsOf(step);
  const probability = step?.probability;
  const isLength = step?.kind === "ask" ? step.metres !== undefined : step?.unit === "m";
  const metres = step?.kind === "ask" ? step.metres : step?.value;
  const stddev = step?.kind === "ask" ? step.stddev : step?.stddev;
  const sure =
    step && probability !== undefined ? ` (${step.id}: probability ${probability.toFixed(2)})` : "";
  return {
    text: `${answer}${sure}`,
    from,
    ...(holds !== undefined && { holds }),
    ...(probability !== undefined && { probability }),
    ...(isLength && metres !== undefined && { metres }),
    ...(isLength && stddev !== undefined && { stddev }),
  };
};

/** The steps that a conclusion names, and those that their expressions are of. */
const groundsOf = (ids: readonly string[], steps: readonly Step[]): readonly Step[] => {
  const grounds = new Set(ids);
  // Each expression names what came before it.
  for (const step of [...steps].reverse())
    if (step.kind === "calculate" && grounds.has(step.id))
      for (const id of idsIn(step.expression)) grounds.add(id);
  return steps.filter(({ id }) => grounds.has(id));
};

/** Ends a talk, unless the answer says what was never asked or calculated. */
export const conclude = (
  ledger: Ledger,
  question: string,
  { answer: given, from }: Extract<Wanted, { tool: "conclude" }>,
): Came => {
  const answer = given.trim().replace(/\s+/g, " ");
  if (answer === "" || answer.length > longestAnswer)
    return refusal("junk", `an answer has 1 to ${longestAnswer} characters; got ${answer.length}`);
  const ids = [...new Set(from)];
  const steps = ids.flatMap((id) => ledger.steps.find((step) => step.id === id) ?? []);
  if (ids.length === 0)
    return refusal("unfounded", "a conclusion rests on answers: name their ids in from");
  const unknown = ids.filter((id) => !steps.some((step) => step.id === id));
  if (unknown.length > 0)
    return refusal(
      "unfounded",
      `nothing was asked or calculated as ${unknown.join(", ").slice(0, 200)}`,
    );
  const invented = unfoundedIn(answer, question, groundsOf(ids, ledger.steps));
  if (invented.length > 0)
    return refusal(
      "unfounded",
      `"${answer}" states what ${ids.join(", ")} do not say: ${invented.join(", ")} was never asked or calculated`,
    );
  const deciding = decidingOf(answer, steps);
  const against = contradiction(answer, deciding);
  if (against !== undefined) return refusal("unfounded", `"${answer}" is refused: ${against}`);
  return { reply: "", conclusion: concluded(answer, ids, deciding) };
};
