import {
  isLengthFact,
  isLengthRelation,
  type Observation,
  type Query,
  queryKey,
  type SpatialFact,
} from "../core/index.js";
import {
  type BankState,
  createFilterBank,
  type FilterBank,
  type Filtered,
} from "../estimate/index.js";
import {
  type FilteredValue,
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
  reward: startReward(task),
});

/** An episode begins with the next frame: nothing is believed of its lengths, since things may have been put elsewhere. */
export const resetBelief = (state: BeliefState): BeliefState => ({
  filters: defaultBank.start,
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

const filteredValue = (
  { query }: Need,
  fact: SpatialFact | undefined,
  filtered: Filtered | undefined,
  observation: Observation,
): FilteredValue => {
  const why = fact ? {} : { reason: reasonOf(query, observation) };
  if (!isLengthRelation(query.relation)) {
    return fact && !isLengthFact(fact)
      ? { kind: "predicate", probability: fact.probability }
      : { kind: "predicate", ...why };
  }
  return {
    kind: "length",
    ...(fact && isLengthFact(fact) && { raw: fact.metres }),
    ...(filtered?.metres !== undefined && { filtered: filtered.metres }),
    ...(filtered?.stddev !== undefined && { stddev: filtered.stddev }),
    ...why,
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
  const found = task.needs.map((need) => ({ need, fact: factFor(need.query, facts) }));
  const measured = found.flatMap(({ need, fact }) =>
    fact && isLengthFact(fact) ? [[need.key, measurementOf(fact)] as const] : [],
  );
  const filters = place === "new episode" ? bank.start : asked.filters;
  const believed = bank.step(filters, stamp, new Map(place === "stale" ? [] : measured));
  const values = new Map(
    found.map(({ need, fact }): [string, FilteredValue] => [
      need.key,
      filteredValue(need, fact, believed.filtered.get(need.key), observation),
    ]),
  );
  const input = { stamp, frameId, values, ...(failure && { failure }) };
  const { state, sample } = stepReward(task, asked.reward, input);
  return { state: { filters: believed.state, reward: state }, sample };
};

const measurementOf = ({ metres, stddev }: Extract<SpatialFact, { metres: number }>) =>
  stddev === undefined ? { metres } : { metres, variance: stddev ** 2 };
