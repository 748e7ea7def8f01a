import { parseQuestion } from "../../vqa/index.js";
import type { Ledger } from "../ledger.js";
import type { CalculateStep, Step } from "../steps.js";
import type { Wanted } from "./actions.js";
import { type Came, refusal } from "./came.js";
import { conclude } from "./conclude.js";
import { idsIn } from "./founded.js";

const rounded = (value: number): number => Number(value.toPrecision(4));

/** A step as the model is told it. */
const told = (step: Step): Record<string, unknown> => {
  const { kind, id, ...rest } = step;
  const numbers = Object.entries(rest).map(([key, value]) => [
    key,
    typeof value === "number" ? rounded(value) : value,
  ]);
  return { id, ...Object.fromEntries(numbers) };
};

const ask = async (ledger: Ledger, questions: readonly string[]): Promise<Came> => {
  const parsed = questions.map(parseQuestion);
  const fresh = ledger.fresh(parsed);
  const affordable = fresh.slice(0, ledger.left);
  const over = fresh.length - affordable.length;
  const known = parsed.filter((question) => ledger.fresh([question]).length === 0);
  const steps = await ledger.ask([...known, ...affordable]);
  const tooMany = `${over} questions were not asked: the budget of questions is spent; conclude from what is known`;
  const error = over > 0 ? { error: tooMany } : {};
  const reply = JSON.stringify({ answers: steps.map(told), ...error });
  if (affordable.length > 0) return { reply, ...(over > 0 && { refused: tooMany }) };
  if (over > 0) return { reply, fault: "budget", refused: tooMany };
  return {
    reply,
    fault: "loop",
    refused: `asked before: ${steps.map(({ id }) => id).join(", ")}`,
  };
};

const calculate = (ledger: Ledger, expression: string): Came => {
  if (idsIn(expression).length === 0)
    return refusal(
      "junk",
      `"${expression.slice(0, 200)}" names no answer: calculate with ids such as q1`,
    );
  const before = ledger.steps.find(
    (step): step is CalculateStep => step.kind === "calculate" && step.expression === expression,
  );
  if (before)
    return {
      reply: JSON.stringify(told(before)),
      fault: "loop",
      refused: `calculated before: ${before.id}`,
    };
  const step = ledger.calculate(expression);
  if (typeof step === "string") return refusal("junk", `"${expression.slice(0, 200)}": ${step}`);
  return { reply: JSON.stringify(told(step)) };
};

/** Carries out what a model wants. @throws SpatialRewardError of the backend that is asked */
export const carryOut = async (ledger: Ledger, question: string, wanted: Wanted): Promise<Came> => {
  switch (wanted.tool) {
    case "ask":
      return ask(ledger, wanted.questions);
    case "calculate":
      return calculate(ledger, wanted.expression);
    case "conclude":
      return conclude(ledger, question, wanted);
    case "unreadable":
      return refusal("junk", wanted.problem);
  }
};
