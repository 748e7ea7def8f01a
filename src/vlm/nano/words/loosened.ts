import type { Vec3 } from "../../../core/index.js";
import type { Question, Reading } from "../../../vqa/index.js";
import type { Answer, Located, Understood } from "../../backend.js";
import { together } from "./meaning.js";

/** A length's variance, with `share` of its size as a further deviation. */
const widened = (size: number, variance: number, share: number): number =>
  variance + (size ** 2 + variance) * share ** 2;

const looserReading = (reading: Reading, share: number): Reading => {
  if (reading.kind === "predicate")
    return { ...reading, probability: 0.5 + (reading.probability - 0.5) * (1 - share) };
  if (reading.kind !== "length" || reading.stddev === undefined) return reading;
  return { ...reading, stddev: Math.sqrt(widened(reading.metres, reading.stddev ** 2, share)) };
};

const looserLocated = (located: Located, share: number): Located => {
  const { point, variance, size } = located;
  const of = (axis: 0 | 1 | 2): number => widened(point?.[axis] ?? 0, variance?.[axis] ?? 0, share);
  const looserVariance: Vec3 = [of(0), of(1), of(2)];
  return {
    ...located,
    ...(variance && { variance: looserVariance }),
    ...(size && {
      size: {
        ...size,
        logVariance: [
          size.logVariance[0] + share ** 2,
          size.logVariance[1] + share ** 2,
          size.logVariance[2] + share ** 2,
        ],
      },
    }),
  };
};

/** How far what a question was asked about is from what each of its names means; from all of it where they can't be told apart. */
const sharesOf = ({ query }: Question, understood: readonly Understood[]) => {
  const of = (name: string | undefined): number =>
    together(
      understood
        .filter(({ phrase }) => name === undefined || phrase === name)
        .map(({ distance }) => distance),
    );
  return { subject: of(query?.subject), object: of(query?.object), all: of(undefined) };
};

/**
 * An answer about something else than its question names, though close to it: each length gets its share of the meaning's
 * distance as a further deviation, a probability goes that much of the way to 0.5, and confidence falls by it.
 */
export const loosened = (
  answer: Answer,
  question: Question,
  understood: readonly Understood[],
): Answer => {
  if (understood.length === 0) return answer;
  const { subject, object, all } = sharesOf(question, understood);
  return {
    ...answer,
    reading: looserReading(answer.reading, all),
    confidence: answer.confidence * (1 - all),
    ...(answer.subject && { subject: looserLocated(answer.subject, subject) }),
    ...(answer.object && { object: looserLocated(answer.object, object) }),
    understood,
  };
};
