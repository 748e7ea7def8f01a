import type { Metres, Seconds } from "../core/index.js";

/** Sightings that don't fit what is remembered. */
export interface Doubt {
  /** In a row. */
  readonly missed: number;
  /** The first of them was farther off than anything is carried in the time since the last that fitted. */
  readonly isLeap: boolean;
}

export const noDoubt: Doubt = { missed: 0, isLeap: false };

/** χ² of three numbers that 1 in 2,000 sightings exceeds. */
const gate = 17.7;
/** So many sightings in a row that don't fit: it was moved. */
const patience = 3;
/** How fast a gripper or a hand carries things, at most. What is elsewhere sooner is more probably another thing. [m/s] */
const carried = 0.25;
/** For how long sightings of a leap must go on before they are believed, at most. */
const longest: Seconds = 3;

export interface Misfit {
  /** χ² of the sighting. */
  readonly square: number;
  /** How far it is from where the thing is expected. */
  readonly away: Metres;
  /** Since the last sighting that fitted. */
  readonly quiet: Seconds;
  /** From the first sighting of what is remembered to the last that fitted. */
  readonly age: Seconds;
}

export const fits = (square: number): boolean => square <= gate;

/** What one sighting more that doesn't fit makes of the doubt. */
export const doubted = ({ missed, isLeap }: Doubt, misfit: Misfit): Doubt => {
  const unexplained = misfit.away * (1 - Math.sqrt(gate / Math.max(gate, misfit.square)));
  return {
    missed: missed + 1,
    isLeap: missed > 0 ? isLeap : unexplained > carried * misfit.quiet,
  };
};

/**
 * Whether it is elsewhere now. What leaps is a model that points at another thing while this one is hidden, and points
 * back a little later, unless it goes on for as long as what it contradicts did.
 */
export const isMoved = ({ missed, isLeap }: Doubt, { quiet, age }: Misfit): boolean =>
  missed >= patience && (!isLeap || quiet >= Math.min(longest, age));
