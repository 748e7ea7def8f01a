import { type Frame, isSymmetric, queryKey, SpatialRewardError } from "../core/index.js";
import { factsFromAnswers } from "../pipeline/index.js";
import { lengthDimension, plainNumber } from "../reward/index.js";
import type { Answer, Backend } from "../vlm/index.js";
import { parseQuestion, type Question } from "../vqa/index.js";
import { calculate, type Quantity } from "./calculate.js";
import { drawLength, drawPredicate } from "./draws.js";
import type { AskStep, CalculateStep, Step } from "./steps.js";

export interface Asking {
  readonly frame: Frame;
  readonly backend: Backend;
  /** Different questions that may be put to the backend. */
  readonly maxQuestions: number;
  readonly signal?: AbortSignal;
}

/** Questions that mean the same have one key: "how far is a from b", "what is the distance between b and a". */
const keyOf = ({ text, query }: Question): string => {
  if (query === undefined) return text.trim().toLowerCase();
  const { subject, object, relation } = query;
  const names = [subject, object].map((name) => name.toLowerCase());
  const [first = "", second = ""] = isSymmetric(relation) ? names.sort() : names;
  return queryKey({ relation, subject: first, object: second });
};

/** Reading and reason of an answer: by the same rules as facts where a relation was asked for. */
const readingOf = (
  { query }: Question,
  answer: Answer | undefined,
  { identity }: Backend,
): Pick<AskStep, "metres" | "stddev" | "probability" | "unanswered"> => {
  if (query) {
    const answers = answer ? [answer] : [];
    const { facts, unanswered } = factsFromAnswers([{ query }], answers, identity);
    const [fact] = facts;
    if (!fact) return { unanswered: unanswered[0]?.reason ?? "no answer" };
    if (!("metres" in fact)) return { probability: fact.probability };
    const { metres, stddev } = fact;
    return { metres, ...(stddev !== undefined && { stddev }) };
  }
  if (!answer) return { unanswered: "no answer" };
  const { reading, failure } = answer;
  if (failure) return { unanswered: failure.message };
  if (reading.kind === "unreadable") return { unanswered: reading.reason };
  if (reading.kind === "predicate") return { probability: reading.probability };
  const { metres, stddev } = reading;
  return { metres, ...(stddev !== undefined && { stddev }) };
};

const quantityOf = (step: AskStep, seed: number): Quantity | undefined => {
  const { metres, stddev, probability } = step;
  if (metres !== undefined) {
    const draws = stddev === undefined ? undefined : drawLength(metres, stddev, seed);
    return { dimension: lengthDimension, value: metres, draws };
  }
  if (probability === undefined) return undefined;
  return { dimension: plainNumber, value: probability, draws: drawPredicate(probability, seed) };
};

/** What was asked of one picture and calculated from the answers, in order; each question once. */
export class Ledger {
  readonly steps: Step[] = [];
  readonly #asked = new Map<string, AskStep>();
  readonly #answers = new Map<string, Answer>();
  readonly #quantities = new Map<string, Quantity>();

  constructor(private readonly asking: Asking) {}

  /** Different questions that can still be put. */
  get left(): number {
    return this.asking.maxQuestions - this.#asked.size;
  }

  /** The backend's own answer to a step, with where it sees the things. */
  answerOf({ id }: AskStep): Answer | undefined {
    return this.#answers.get(id);
  }

  /** How unlike the picture is to those that the model has learnt from; undefined where it can't say. */
  get novelty(): number | undefined {
    return [...this.#answers.values()].find(({ novelty }) => novelty !== undefined)?.novelty;
  }

  /** Those that have not been asked, in whatever words, each once. */
  fresh(questions: readonly Question[]): readonly Question[] {
    const keyed = new Map(questions.map((question) => [keyOf(question), question]));
    return [...keyed].flatMap(([key, question]) => (this.#asked.has(key) ? [] : [question]));
  }

  /**
   * A step for each question, in order; those that are new are put to the backend together.
   * @throws SpatialRewardError reason.budget before anything is asked; image.*, model.failed, server.* of the backend
   */
  async ask(texts: readonly (string | Question)[]): Promise<readonly AskStep[]> {
    const questions = texts.map((each) => (typeof each === "string" ? parseQuestion(each) : each));
    const fresh = this.fresh(questions);
    if (fresh.length > this.left) throw this.#overBudget(fresh.length);
    if (fresh.length > 0) await this.#put(fresh);
    return questions.flatMap((question) => this.#asked.get(keyOf(question)) ?? []);
  }

  /** @returns the step, or a sentence that says what is wrong with the expression */
  calculate(expression: string): CalculateStep | string {
    const calculated = calculate(expression, this.#quantities);
    if (typeof calculated === "string") return calculated;
    const count = this.steps.filter(({ kind }) => kind === "calculate").length;
    const step = { ...calculated.step, id: `c${count + 1}` };
    this.#quantities.set(step.id, calculated.quantity);
    this.steps.push(step);
    return step;
  }

  async #put(questions: readonly Question[]): Promise<void> {
    const { backend, frame, signal } = this.asking;
    const answers = await backend.ask(frame, questions, signal);
    questions.forEach((question, at) => {
      this.#note(question, answers[at]);
    });
  }

  #note(question: Question, answer: Answer | undefined): void {
    const { backend } = this.asking;
    const nth = this.#asked.size + 1;
    const step: AskStep = {
      kind: "ask",
      id: `q${nth}`,
      question: question.text,
      answer: answer?.text ?? "",
      ...readingOf(question, answer, backend),
      source: answer?.source ?? backend.identity.source,
    };
    const quantity = quantityOf(step, nth);
    if (quantity) this.#quantities.set(step.id, quantity);
    if (answer) this.#answers.set(step.id, answer);
    this.#asked.set(keyOf(question), step);
    this.steps.push(step);
  }

  #overBudget(wanted: number): SpatialRewardError {
    const { maxQuestions } = this.asking;
    const asked = maxQuestions - this.left;
    return new SpatialRewardError(
      "reason.budget",
      `${asked + wanted} questions are needed and ${maxQuestions} allowed, of which ${asked} have been asked; --max-questions allows more`,
    );
  }
}
