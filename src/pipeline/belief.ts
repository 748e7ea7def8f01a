import type { Observation } from "../core/index.js";
import { type BankState, createFilterBank, type FilterBank } from "../estimate/index.js";
import {
  type FilteredValue,
  type FrameTrust,
  placeOf,
  type RewardSample,
  type RewardState,
  resetEpisode,
  startReward,
  stepReward,
  type Task,
} from "../reward/index.js";
import { factFor, factsByKey, filteredValue, measuredOf } from "./measured-needs.js";
import { followRises, type Rises } from "./rises.js";
import { stepTrust, type TrustState } from "./trust.js";

/** All that is remembered from frame to frame: what is believed of each length, and the reward's own state. */
export interface BeliefState {
  readonly filters: BankState;
  readonly raised: Rises;
  readonly reward: RewardState;
  /** Of the episode's newest frame; undefined before it. */
  readonly trusted?: TrustState;
}

export interface BeliefStep {
  readonly state: BeliefState;
  readonly sample: RewardSample;
  /** How far the frame can be believed, and why no further; absent where its stamp doesn't rise. */
  readonly trust?: FrameTrust;
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
  const { stamp, frameId, failure, lensAssumed, signal } = observation;
  const place = placeOf(asked.reward, stamp);
  const facts = factsByKey(observation.facts);
  const current = place === "new episode" ? resetBelief(asked) : asked;
  const { filters, raised, trusted } = current;
  const rises =
    place === "stale" ? { raised, metres: new Map() } : followRises(task, raised, stamp, facts);
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
  const trust =
    place === "stale" ? undefined : stepTrust(task, current.reward, trusted, observation, values);
  const input = {
    stamp,
    frameId,
    values,
    ...(failure && { failure }),
    ...(trust && { trust: trust.told }),
    ...(lensAssumed && { lensAssumed }),
    ...(signal && { signal }),
  };
  const { state, sample } = stepReward(task, asked.reward, input);
  const remembered = trust ? trust.state : trusted;
  return {
    state: {
      filters: believed.state,
      raised: rises.raised,
      reward: state,
      ...(remembered && { trusted: remembered }),
    },
    sample,
    ...(trust && { trust: trust.told }),
  };
};
