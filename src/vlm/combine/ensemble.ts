import type { Backend } from "../backend.js";
import { type Logger, silentLogger } from "../engine/logger.js";
import { madeOf, signed } from "./members.js";
import { weighAnswers } from "./weigh.js";

const isRejected = (one: PromiseSettledResult<unknown>): one is PromiseRejectedResult =>
  one.status === "rejected";

const messageOf = ({ reason }: PromiseRejectedResult): string =>
  reason instanceof Error ? reason.message : String(reason);

/**
 * Asks all of its members at once and weighs their answers by their variances; what they disagree by is part of the
 * variance. A member that can't be asked about a frame is left out of it, with a warning; when none can, the frame fails
 * as it fails for the first.
 */
export const ensembleOf = (
  members: readonly Backend[],
  logger: Logger = silentLogger,
): Backend => ({
  ...madeOf("ensemble", members),
  ask: async (frame, questions, signal) => {
    const asked = await Promise.allSettled(
      members.map((member) => member.ask(frame, questions, signal)),
    );
    signal?.throwIfAborted();
    const failed = asked.filter(isRejected);
    const [first] = failed;
    if (first && failed.length === members.length) throw first.reason;
    for (const one of failed)
      logger.warn({}, `left out of the ensemble for a frame: ${messageOf(one)}`);
    return questions.flatMap((_, at) => {
      const answers = asked.flatMap((one, member) => {
        const answer = one.status === "fulfilled" ? one.value[at] : undefined;
        const backend = members[member];
        return answer && backend ? [signed(answer, backend)] : [];
      });
      return weighAnswers(answers) ?? [];
    });
  },
});
