import type { Seconds, Stamp } from "../core/index.js";
import { isUnlike } from "../pipeline/index.js";
import { createLossMeter, type Loss } from "./loss.js";

/** What happened to a camera's frames. Every frame that was received is answered, dropped, or waits. */
export interface Counts {
  readonly received: number;
  /** Replaced by a newer one while the model was busy. */
  readonly dropped: number;
  /** A model was asked, or why it could not be is known. */
  readonly answered: number;
  /** Of those: that could not be read at all. */
  readonly unreadable: number;
  /** Questions without an answer. */
  readonly unanswered: number;
}

export interface Readings extends Counts {
  /** Frames received a second, over the last seconds. */
  readonly hertz: number;
  /** From an image's stamp to publication; undefined before the first. */
  readonly latencyP50?: Seconds;
  readonly latencyP99?: Seconds;
  /** Since the newest frame; undefined before the first. */
  readonly age?: Seconds;
  /** Frames received and neither answered nor dropped. */
  readonly waiting: number;
  /** How unlike the newest judged frame is to those that the model learnt from; undefined where it doesn't say. */
  readonly novelty?: number;
  /** Of the latest frames, those with a novelty, and of these the ones that look unlike its training. */
  readonly judged: number;
  readonly unlike: number;
  /** Before the node: of the latest images, by their stamps; undefined where they don't tell. */
  readonly loss?: Loss;
}

/** What came of asking about a frame. */
export interface Outcome {
  readonly unreadable: boolean;
  readonly unanswered: number;
  readonly novelty?: number;
}

export interface Meter {
  received(): void;
  /** By its stamp, of an image whose stamp is believed. */
  took(stamp: Stamp): void;
  dropped(): void;
  answered(outcome: Outcome): void;
  published(latency: Seconds): void;
  /** Nobody waits for the frames that wait any more: they count as dropped. */
  abandon(): void;
  read(): Readings;
}

/** Latencies, arrivals and novelties that figures are taken over. */
const remembered = 300;
const rateWindow: Seconds = 5;

const quantile = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

const keep = (list: number[], value: number): void => {
  list.push(value);
  if (list.length > remembered) list.shift();
};

/** `now`: a clock that only goes forward, in seconds. */
export const createMeter = (now: () => Seconds): Meter => {
  const lost = createLossMeter();
  const counts = { received: 0, dropped: 0, answered: 0, unreadable: 0, unanswered: 0 };
  const [arrivals, latencies, novelties]: [number[], number[], number[]] = [[], [], []];

  const hertz = (at: Seconds): number => {
    const recent = arrivals.filter((arrival) => at - arrival <= rateWindow);
    const [first] = recent;
    return first === undefined || at === first ? 0 : recent.length / Math.max(at - first, 1);
  };

  return {
    received: () => {
      counts.received++;
      keep(arrivals, now());
    },
    took: lost.took,
    dropped: () => {
      counts.dropped++;
    },
    answered: ({ unreadable, unanswered, novelty }) => {
      counts.answered++;
      counts.unreadable += unreadable ? 1 : 0;
      counts.unanswered += unanswered;
      if (novelty !== undefined) keep(novelties, novelty);
    },
    abandon: () => {
      counts.dropped = counts.received - counts.answered;
    },
    published: (latency) => keep(latencies, latency),
    read: () => {
      const at = now();
      const sorted = [...latencies].sort((a, b) => a - b);
      const [p50, p99] = [quantile(sorted, 0.5), quantile(sorted, 0.99)];
      const loss = lost.read();
      const [newest, novelty] = [arrivals.at(-1), novelties.at(-1)];
      return {
        ...counts,
        hertz: hertz(at),
        ...(p50 === undefined ? {} : { latencyP50: p50 }),
        ...(p99 === undefined ? {} : { latencyP99: p99 }),
        ...(newest === undefined ? {} : { age: at - newest }),
        waiting: counts.received - counts.answered - counts.dropped,
        ...(novelty === undefined ? {} : { novelty }),
        ...(loss && { loss }),
        judged: novelties.length,
        unlike: novelties.filter(isUnlike).length,
      };
    },
  };
};
