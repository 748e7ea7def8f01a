import {
  isLengthFact,
  isSymmetric,
  type Metres,
  type Observation,
  type Query,
  queryKey,
  type SpatialFact,
} from "../core/index.js";
import type { Filtered } from "../estimate/index.js";
import { type FilteredValue, isLengthNeed, type Need } from "../reward/index.js";

/** Facts by what was asked; of several answers to one question the first counts. */
export const factsByKey = (facts: readonly SpatialFact[]): ReadonlyMap<string, SpatialFact> =>
  new Map([...facts].reverse().map((fact) => [queryKey(fact), fact]));

const swapped = ({ relation, subject, object }: Query): Query => ({
  relation,
  subject: object,
  object: subject,
});

export const factFor = (
  query: Query,
  facts: ReadonlyMap<string, SpatialFact>,
): SpatialFact | undefined =>
  facts.get(queryKey(query)) ??
  (isSymmetric(query.relation) ? facts.get(queryKey(swapped(query))) : undefined);

const reasonOf = (query: Query, { failure, unanswered }: Observation): string =>
  failure?.message ??
  unanswered.find((one) => queryKey(one.query) === queryKey(query))?.reason ??
  "unanswered";

/** Of a thing whose rise is followed, an answer may still not tell where it stood. */
const whyUnknown = (
  { query }: Need,
  fact: SpatialFact | undefined,
  observation: Observation,
): string => (fact ? `${query.subject} has not been seen standing` : reasonOf(query, observation));

const lengthOf = (filtered: Filtered | undefined) => ({
  ...(filtered?.metres !== undefined && { filtered: filtered.metres }),
  ...(filtered?.stddev !== undefined && { stddev: filtered.stddev }),
});

export const filteredValue = (
  need: Need,
  { fact, raw }: Measured,
  filtered: Filtered | undefined,
  observation: Observation,
): FilteredValue => {
  const known = need.raised ? raw !== undefined : fact !== undefined;
  const why = known ? {} : { reason: whyUnknown(need, fact, observation) };
  if (!isLengthNeed(need)) {
    return fact && !isLengthFact(fact)
      ? { kind: "predicate", probability: fact.probability }
      : { kind: "predicate", ...why };
  }
  return {
    kind: "length",
    ...(raw !== undefined && { raw }),
    ...(raw !== undefined && fact && { source: fact.source }),
    // A rise is measured against many frames already, and no length that errs by factors.
    ...(need.raised ? raw !== undefined && { filtered: raw } : lengthOf(filtered)),
    ...why,
  };
};

/** What one frame says of a need, before any filter. */
export interface Measured {
  readonly need: Need;
  readonly fact: SpatialFact | undefined;
  /** Of lengths. */
  readonly raw?: Metres;
  readonly variance?: number;
}

export const measuredOf = (
  need: Need,
  fact: SpatialFact | undefined,
  rises: ReadonlyMap<string, Metres>,
): Measured => {
  if (need.raised) {
    const raw = rises.get(need.key);
    return { need, fact, ...(raw !== undefined && { raw }) };
  }
  if (!fact || !isLengthFact(fact)) return { need, fact };
  const { metres: raw, stddev } = fact;
  return { need, fact, raw, ...(stddev !== undefined && { variance: stddev ** 2 }) };
};
