import { mean } from "../../core/index.js";
import type { LengthReading, Reading } from "../../vqa/index.js";
import type { Answer } from "../backend.js";

/** Nobody measures better than a tenth of a millimetre in an image: an answer that says so must not outweigh all others. */
const leastVariance = 1e-4 ** 2;

const varianceOf = ({ stddev }: LengthReading): number | undefined =>
  stddev === undefined ? undefined : Math.max(leastVariance, stddev ** 2);

/**
 * The inverse-variance mean. Its variance is that of the mean and what the answers disagree by. Where one of them doesn't
 * know its deviation they count alike, and their disagreement is all that is known; without any there is no deviation.
 */
export const weighLengths = (lengths: readonly LengthReading[]): LengthReading => {
  const variances = lengths.map(varianceOf);
  const known = variances.flatMap((variance) => (variance === undefined ? [] : [variance]));
  const isKnown = known.length === lengths.length;
  const weights = isKnown ? known.map((variance) => 1 / variance) : lengths.map(() => 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const weighted = (of: (length: LengthReading) => number): number =>
    lengths.reduce((sum, length, at) => sum + (weights[at] ?? 0) * of(length), 0) / total;
  const metres = weighted((length) => length.metres);
  const disagreement = weighted((length) => (length.metres - metres) ** 2);
  const variance = disagreement + (isKnown ? 1 / total : 0);
  return variance > 0
    ? { kind: "length", metres, stddev: Math.sqrt(variance) }
    : { kind: "length", metres };
};

const isLength = (reading: Reading): reading is LengthReading => reading.kind === "length";

/** Readings of one kind as one; undefined of different kinds. */
const weighReadings = (readings: readonly Reading[]): Reading | undefined => {
  if (readings.every(isLength)) return weighLengths(readings);
  const probabilities = readings.flatMap((reading) =>
    reading.kind === "predicate" ? [reading.probability] : [],
  );
  return probabilities.length === readings.length
    ? { kind: "predicate", probability: mean(probabilities) }
    : undefined;
};

const isRead = ({ failure, reading }: Answer): boolean =>
  failure === undefined && reading.kind !== "unreadable";

/** An answer about something that a name was only understood as counts where nobody knows the name. */
const ofWhatWasMeant = (answers: readonly Answer[]): readonly Answer[] => {
  const own = answers.filter(({ understood }) => understood === undefined);
  return own.length > 0 ? own : answers;
};

/**
 * Several models' answers to one question as one. Who can't answer doesn't count; the first one that knows where the
 * things are tells it. Answers of different kinds, or none that can be read, leave the first.
 */
export const weighAnswers = (answers: readonly Answer[]): Answer | undefined => {
  const read = ofWhatWasMeant(answers.filter(isRead));
  const [first, ...others] = read;
  if (first === undefined) return answers.find(({ failure }) => !failure) ?? answers[0];
  const reading = others.length === 0 ? undefined : weighReadings(read.map((one) => one.reading));
  if (reading === undefined) return first;
  const { source: _, ...told } = first;
  const located =
    read.find(({ subject, object }) => subject?.point ?? object?.point) ??
    read.find(({ subject, object }) => subject ?? object);
  return {
    ...told,
    ...(located?.subject && { subject: located.subject }),
    ...(located?.object && { object: located.object }),
    text: read.map(({ text }) => text).join(" | "),
    reading,
    confidence: Math.min(...read.map(({ confidence }) => confidence)),
  };
};
