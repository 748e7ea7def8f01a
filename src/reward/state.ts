import { nanosecondsPerSecond, type Stamp } from "../core/index.js";
import type { CountedLengths } from "./speed-limit.js";

/** How far `until` has held. `at`: the newest frame on which it did. */
export interface Hold {
  /** Nanoseconds of image time. */
  readonly held: bigint;
  readonly at: Stamp;
  /** An invalid frame came after `at`: the time until the next valid one does not count. */
  readonly paused: boolean;
}

/** All that the reward remembers of the frames so far. */
export interface RewardState {
  /** Counts from 0. */
  readonly episode: number;
  readonly stageIndex: number;
  /** Of the episode's first frame; undefined before it. */
  readonly start?: Stamp;
  /** Of the episode's newest frame, leaving out those whose stamps repeat or go back. */
  readonly latest?: Stamp;
  readonly hold?: Hold;
  /** The last valid frame: the next valid one is paid against it. */
  readonly paid?: { readonly stamp: Stamp; readonly potential: number };
  /** The episode's lengths as they counted last; what comes next moves from there no faster than max_speed. */
  readonly counted?: CountedLengths;
  readonly ended?: "success" | "time limit";
}

/** A stamp that goes back further starts an episode: a simulation was reset, a bag began again. */
const jumpBack = nanosecondsPerSecond;
/** A longer gap between valid frames says nothing of what happened in it. */
const longestGap = nanosecondsPerSecond / 2n;

/** Where a frame's stamp puts it: in the episode, out of order, or at the start of another one. */
export const placeOf = (state: RewardState, stamp: Stamp): "next" | "stale" | "new episode" => {
  if (state.latest === undefined || stamp > state.latest) return "next";
  return state.latest - stamp > jumpBack ? "new episode" : "stale";
};

/** A reset: the next frame is another episode's first. Without a frame since the last one it changes nothing. */
export const resetEpisode = (state: RewardState): RewardState =>
  state.start === undefined ? state : { episode: state.episode + 1, stageIndex: 0 };

/** The hold as a frame finds it: none, where it has been out of sight for too long. */
export const lasting = (hold: Hold | undefined, stamp: Stamp): Hold | undefined =>
  hold && stamp - hold.at <= longestGap ? hold : undefined;

/** A lasting hold after a frame on which `until` holds. */
export const extended = (hold: Hold | undefined, stamp: Stamp): Hold => {
  if (hold === undefined) return { held: 0n, at: stamp, paused: false };
  const gap = stamp - hold.at;
  return { held: hold.held + (hold.paused ? 0n : gap), at: stamp, paused: false };
};

/** The hold after an invalid frame. */
export const paused = (state: RewardState): RewardState =>
  state.hold ? { ...state, hold: { ...state.hold, paused: true } } : state;
