import type { BagMessage } from "../bag/index.js";
import type { Stamp } from "../core/index.js";
import { agenda } from "./agenda.js";
import { type Pace, paceFrom } from "./pace.js";

/** A steady clock in milliseconds, and a way to wait on it. */
export interface SteadyClock {
  readonly now: () => number;
  /** Returns early when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface PlayOptions {
  /** The recording from its start, in log-time order; asked for again with every round of a loop. */
  readonly messages: () => AsyncIterable<BagMessage>;
  /** @returns whether it was sent */
  readonly send: (message: BagMessage) => boolean;
  /** Tells the recording's time, `clockRate` times a second of the steady clock. */
  readonly tick?: (at: Stamp) => void;
  readonly clockRate?: number;
  /** Seconds of the recording in a second. */
  readonly rate: number;
  readonly loop: boolean;
  readonly clock: SteadyClock;
  readonly signal: AbortSignal;
}

export interface Played {
  readonly messages: number;
  /** Whole times through the recording. */
  readonly rounds: number;
  /** The longest that a message was sent after its time. [s] */
  readonly latest: number;
}

/** Longer than a timer's own imprecision, shorter than any camera's period. [ms] */
const soon = 1;

const tickPeriod = ({ tick, clockRate = 0, rate }: PlayOptions): bigint | undefined =>
  tick && clockRate > 0 ? BigInt(Math.max(1, Math.round((1e9 * rate) / clockRate))) : undefined;

/** Plays a recording at its own pace until it ends or the signal is aborted; neither is an error. */
export const play = async (options: PlayOptions): Promise<Played> => {
  let played: Played = { messages: 0, rounds: 0, latest: 0 };
  do {
    const before = played.messages;
    played = await playOnce(options, played);
    if (played.messages === before) break;
  } while (options.loop && !options.signal.aborted);
  return played;
};

const playOnce = async (options: PlayOptions, so: Played): Promise<Played> => {
  const { clock, signal, send, tick, rate } = options;
  let pace: Pace | undefined;
  let { messages, latest } = so;
  for await (const { at, message } of agenda(options.messages(), tickPeriod(options))) {
    pace ??= paceFrom(at, clock.now(), rate);
    const wait = pace(at) - clock.now();
    if (wait > soon) await clock.sleep(wait, signal);
    if (signal.aborted) return { messages, latest, rounds: so.rounds };
    if (message === undefined) {
      tick?.(at);
      continue;
    }
    latest = Math.max(latest, (clock.now() - pace(at)) / 1000);
    if (send(message)) messages += 1;
  }
  return { messages, latest, rounds: so.rounds + 1 };
};
