import {
  isLengthFact,
  type Metres,
  type Observation,
  type Query,
  queryKey,
  type SpatialFact,
  type Stamp,
} from "../core/index.js";
import {
  type BankState,
  createFilterBank,
  type FilterBank,
  type Filtered,
  type RaisedState,
  type Sighted,
  startRaised,
  stepRaised,
} from "../estimate/index.js";
import {
  type FilteredValue,
  isLengthNeed,
  isSymmetric,
  type Need,
  placeOf,
  type RewardSample,
  type RewardState,
  resetEpisode,
  startReward,
  stepReward,
  type Task,
} from "../reward/index.js";

/** All that is remembered from frame to frame: what is believed of each length, and the reward's own state. */
export interface BeliefState {
  readonly filters: BankState;
  /** Where the things stood whose rise is followed, by key of the need. */
  readonly raised: ReadonlyMap<string, RaisedState>;
  readonly reward: RewardState;
}

export interface BeliefStep {
  readonly state: BeliefState;
  readonly sample: RewardSample;
}

export interface StepOptions {
  /** The frame starts an episode, whatever its stamp. */
  readonly reset?: boolean;
  readonly bank?: FilterBank;
}

const defaultBank = createFilterBank();

export const startBelief = (task: Task): BeliefState => ({
  filters: defaultBank.start,
  raised: new Map(),
  reward: startReward(task),
});

/** An episode begins with the next frame: nothing is believed of its lengths, since things may have been put elsewhere. */
export const resetBelief = (state: BeliefState): BeliefState => ({
  filters: defaultBank.start,
  raised: new Map(),
  reward: resetEpisode(state.reward),
});

/** Facts by what was asked; of several answers to one question the first counts. */
const factsByKey = (facts: readonly SpatialFact[]): ReadonlyMap<string, SpatialFact> =>
  new Map([...facts].reverse().map((fact) => [queryKey(fact), fact]));

const swapped = ({ relation, subject, object }: Query): Query => ({
  relation,
  subject: object,
  object: subject,
});

const factFor = (query: Query, facts: ReadonlyMap<string, SpatialFact>): SpatialFact | undefined =>
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

const filteredValue = (
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
    // A rise is measured against many frames already, and no length that errs by factors.
    ...(need.raised ? raw !== undefined && { filtered: raw } : lengthOf(filtered)),
    ...why,
  };
};

/** What one frame says of a need, before any filter. */
interface Measured {
  readonly need: Need;
  readonly fact: SpatialFact | undefined;
  /** Of lengths. */
  readonly raw?: Metres;
  readonly variance?: number;
}

const measuredOf = (
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

const sightedBy = (fact: SpatialFact | undefined): Sighted | undefined =>
  fact?.subjectPoint && !isLengthFact(fact)
    ? { point: fact.subjectPoint, visible: fact.probability }
    : undefined;

/** How far things have risen, for the needs that follow them. */
const follow = (
  task: Task,
  before: BeliefState["raised"],
  stamp: Stamp,
  facts: ReadonlyMap<string, SpatialFact>,
): { readonly raised: BeliefState["raised"]; readonly metres: ReadonlyMap<string, Metres> } => {
  const steps = task.needs
    .filter(({ raised }) => raised)
    .map(({ key, query }) => {
      const sighted = sightedBy(factFor(query, facts));
      return { key, ...stepRaised(before.get(key) ?? startRaised, stamp, sighted) };
    });
  return {
    raised: new Map(steps.map(({ key, state }) => [key, state])),
    metres: new Map(
      steps.flatMap(({ key, metres }) => (metres === undefined ? [] : [[key, metres]])),
    ),
  };
};

/**
 * The reward of one observation: its lengths filtered, then valued. Pure, and the only way from facts to rewards: live,
 * labelling and recomputing from stored facts give the same numbers for the same frames.
 */
export const stepBelief = (
  task: Task,
  before: BeliefState,
  observation: Observation,
  { reset = false, bank = defaultBank }: StepOptions = {},
): BeliefStep => {
  const asked = reset ? resetBelief(before) : before;
  const { stamp, frameId, failure } = observation;
  const place = placeOf(asked.reward, stamp);
  const facts = factsByKey(observation.facts);
  const { filters, raised } = place === "new episode" ? resetBelief(asked) : asked;
  const rises =
    place === "stale" ? { raised, metres: new Map() } : follow(task, raised, stamp, facts);
  const found = task.needs.map((need) =>
    measuredOf(need, factFor(need.query, facts), rises.metres),
  );
  const measured = found.flatMap(({ need, raw, variance }) =>
    raw === undefined || need.raised
      ? []
      : [[need.key, { metres: raw, ...(variance !== undefined && { variance }) }] as const],
  );
  const believed = bank.step(filters, stamp, new Map(place === "stale" ? [] : measured));
  const values = new Map(
    found.map((each): [string, FilteredValue] => [
      each.need.key,
      filteredValue(each.need, each, believed.filtered.get(each.need.key), observation),
    ]),
  );
  const input = { stamp, frameId, values, ...(failure && { failure }) };
  const { state, sample } = stepReward(task, asked.reward, input);
  return { state: { filters: believed.state, raised: rises.raised, reward: state }, sample };
};
