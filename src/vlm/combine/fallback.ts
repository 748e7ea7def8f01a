import { failureOf } from "../../core/index.js";
import type { Answer, Backend } from "../backend.js";
import { type Logger, silentLogger } from "../engine/logger.js";
import { madeOf, signed } from "./members.js";

type Ask = Backend["ask"];

/** That a thing is not in view is an answer; a refusal or a text that says nothing is none. */
const isAnswered = (answer: Answer | undefined): boolean =>
  answer !== undefined &&
  answer.failure === undefined &&
  (answer.reading.kind !== "unreadable" || answer.reading.reason === "not-visible");

/** An answer about something that a name was only understood as stands until somebody knows the name. */
const isSettled = (answer: Answer | undefined): boolean =>
  isAnswered(answer) && answer?.understood === undefined;

type Outcome = { readonly answers: readonly Answer[] } | { readonly thrown: unknown };

const attempt = async (
  ask: Ask,
  ...[frame, questions, signal]: Parameters<Ask>
): Promise<Outcome> => {
  try {
    return { answers: await ask(frame, questions, signal) };
  } catch (thrown) {
    signal?.throwIfAborted();
    return { thrown };
  }
};

/** Answers in their places; where one settles nothing, what the next of `more` says, if that settles more. */
const filled = (answers: readonly Answer[], more: readonly Answer[]): readonly Answer[] => {
  const rest = more.values();
  return answers.map((answer) => {
    const better = isSettled(answer) ? undefined : rest.next().value;
    return better && (isSettled(better) || (isAnswered(better) && !isAnswered(answer)))
      ? better
      : answer;
  });
};

const either =
  (first: Ask, second: Ask, logger: Logger): Ask =>
  async (frame, questions, signal) => {
    const own = await attempt(first, frame, questions, signal);
    if ("thrown" in own) {
      const { code, message } = failureOf(own.thrown, "model.failed");
      logger.warn({ code }, `falling back for a frame: ${message}`);
      const other = await attempt(second, frame, questions, signal);
      if ("thrown" in other) throw own.thrown;
      return other.answers;
    }
    const open = questions.filter((_, at) => !isSettled(own.answers[at]));
    if (open.length === 0) return own.answers;
    const other = await attempt(second, frame, open, signal);
    return "thrown" in other ? own.answers : filled(own.answers, other.answers);
  };

const signedAsk =
  (member: Backend): Ask =>
  async (frame, questions, signal) =>
    (await member.ask(frame, questions, signal)).map((answer) => signed(answer, member));

/**
 * Asks the first of its members, and the next one what that one could not answer, be it one question or the whole frame.
 * The frame fails as it fails for the first when it fails for all. Each answer tells whose it is.
 */
export const fallbackOf = (
  members: readonly Backend[],
  logger: Logger = silentLogger,
): Backend => ({
  ...madeOf("fallback", members),
  ask: members.map(signedAsk).reduceRight((rest, first) => either(first, rest, logger)),
});
