import { isLengthFact, type Metres, type SpatialFact, scale } from "../core/index.js";

/** One length that is known, and what a model says it is. Both above 0. */
export interface KnownLength {
  readonly known: Metres;
  readonly estimated: Metres;
  /** Of `estimated`; a tenth of it when the source can't say. */
  readonly stddev?: Metres;
}

/** What a model's lengths must be multiplied by, and how sure that is. */
export interface Calibration {
  readonly factor: number;
  /** Of the factor's logarithm: a relative deviation. */
  readonly logStddev: number;
}

const unsaid = 0.1;

/**
 * The scale of a scene from known lengths in it: their mean ratio, weighted by how sure each estimate is (in
 * logarithms, since scale errs by factors). Metric scale is the weak point of every monocular system; one known length
 * mends it.
 * @throws RangeError without a single length above 0
 */
export const calibrationFrom = (lengths: readonly KnownLength[]): Calibration => {
  const usable = lengths.filter(({ known, estimated }) => known > 0 && estimated > 0);
  if (usable.length === 0) throw new RangeError("a calibration needs a length above 0");
  let [sum, weight] = [0, 0];
  for (const { known, estimated, stddev = unsaid * estimated } of usable) {
    const certainty = 1 / Math.max(stddev / estimated, 1e-3) ** 2;
    sum += certainty * Math.log(known / estimated);
    weight += certainty;
  }
  return { factor: Math.exp(sum / weight), logStddev: Math.sqrt(1 / weight) };
};

/** A fact with its lengths and points in the calibrated scale; the calibration's own doubt is added to its deviation. */
export const calibrate = (fact: SpatialFact, { factor, logStddev }: Calibration): SpatialFact => {
  const points = {
    ...(fact.subjectPoint && { subjectPoint: scale(fact.subjectPoint, factor) }),
    ...(fact.objectPoint && { objectPoint: scale(fact.objectPoint, factor) }),
  };
  if (!isLengthFact(fact)) return { ...fact, ...points };
  const metres = fact.metres * factor;
  if (fact.stddev === undefined) return { ...fact, ...points, metres };
  return {
    ...fact,
    ...points,
    metres,
    stddev: Math.hypot(fact.stddev * factor, metres * logStddev),
  };
};
