import { type Stamp, secondsBetween } from "../core/index.js";
import { clockBound, follows, isSet, mayStart, type Timed, whyRefused } from "./stamps.js";

/** So many stamps in a row that are missing or don't move mean that there is no clock; at a stream's start, two. */
const noClock = 3;
/** So many undecided frames wait at most for one that settles what they are. */
const mostHeld = 8;

/** When an image was taken, as far as it can be believed. */
export interface Settled<T> {
  readonly item: T;
  /**
   * The stamp; the log time in a stream without stamps, or as much later as it since the stamps ceased; of a stamp that
   * is refused, a time by the log times.
   */
  readonly time: Stamp;
  /** The clock was set, or began: what came before is no episode of this frame's. */
  readonly restarts: boolean;
  /** Why its stamp isn't believed. */
  readonly refused?: string;
  /** What is worth telling where it is believed: that the clock was set, that log times stand in. */
  readonly remark?: string;
}

interface Last extends Timed {
  readonly time: Stamp;
}

export interface Clock<T extends Timed> {
  /** What can be said now, of this item or of those before it, in their order. */
  readonly take: (item: T) => readonly Settled<T>[];
  /** Log time has come so far without an item: those that are undecided are told of as they look. */
  readonly elapse: (logTime: Stamp) => readonly Settled<T>[];
  /** The items that are still undecided. */
  readonly end: () => readonly Settled<T>[];
  /** As `end`; what has been says nothing of what comes. */
  readonly restart: () => readonly Settled<T>[];
  /** Log time of the oldest item that is undecided. */
  readonly heldSince: () => Stamp | undefined;
}

/**
 * Believes stamps as far as the log times bear them out. One that they contradict waits for the next: if that goes on
 * from the last good one, the first was wrong; if the two go on from each other, the clock was set.
 */
export const createClock = <T extends Timed>(): Clock<T> => {
  let last: Last | undefined;
  /** Log times stand in for stamps: in step with those that were believed before, if any were. */
  let unstamped = false;
  let held: T[] = [];
  /** Of those that are held: refused already, since nothing else came in time. They may still bear out the next. */
  const told = new Set<T>();

  const untold = (all: readonly Settled<T>[]): readonly Settled<T>[] =>
    all.filter(({ item }) => !told.delete(item));

  /** Where log times say that the clock would be by now. */
  const expected = (logTime: Stamp): Stamp | undefined =>
    last && last.time + (logTime - last.logTime);

  const believe = (item: T, time: Stamp, remark?: string): Settled<T> => {
    const before = expected(item.logTime);
    const jumped =
      before !== undefined && Math.abs(secondsBetween(before, time)) > clockBound && remark;
    last = { stamp: item.stamp, logTime: item.logTime, time };
    return { item, time, restarts: Boolean(jumped), ...(remark ? { remark } : {}) };
  };

  /** Between the last believed time and the one to come. */
  const refuse = (item: T, next?: Stamp): Settled<T> => {
    const floor = last ? last.time + 1n : 0n;
    const guess = expected(item.logTime) ?? (isSet(item) ? item.stamp : item.logTime);
    const capped = next !== undefined && guess >= next ? next - 1n : guess;
    const time = capped < floor ? floor : capped;
    return { item, time, restarts: false, refused: whyRefused(last, item) };
  };

  const refuseAll = (items: readonly T[], next?: Stamp): readonly Settled<T>[] =>
    items.map((item) => refuse(item, next));

  const byLogTime = (items: readonly T[]): readonly Settled<T>[] => {
    unstamped = true;
    const remark = "no usable stamps: log times are used";
    return items.map((item) =>
      item.silent ? refuse(item) : believe(item, expected(item.logTime) ?? item.logTime, remark),
    );
  };

  const setTo = (items: readonly T[]): readonly Settled<T>[] => {
    unstamped = false;
    return items.map((item, at) => {
      const from = expected(item.logTime);
      const set = at === 0 && from !== undefined && Math.abs(secondsBetween(from, item.stamp));
      const remark = set && set > clockBound ? "the clock was set: an episode begins" : undefined;
      return believe(item, item.stamp, remark);
    });
  };

  /** From where on the stamps at the end of what is held are missing, or all the same; and how many that are. */
  const frozen = (): { readonly from: number; readonly count: number } => {
    const newest = held.at(-1);
    const set = newest !== undefined && isSet(newest);
    const moves = (item: T): boolean =>
      !item.silent && (set ? item.stamp !== newest.stamp : isSet(item));
    const from = held.findLastIndex(moves) + 1;
    return { from, count: held.slice(from).filter(({ silent }) => !silent).length };
  };

  /** Takes what is held; the first `wrong` of it is another matter than the rest. */
  const release = (
    wrong: number,
  ): { readonly wrong: readonly T[]; readonly rest: readonly T[] } => {
    const waiting = held;
    held = [];
    return { wrong: waiting.slice(0, wrong), rest: waiting.slice(wrong) };
  };

  /** Two stamps that go on from each other are a clock; what lies between them has none. */
  const settleOn = (first: number): readonly Settled<T>[] => {
    const { wrong, rest } = release(first);
    const [before, newest] = [rest[0], rest.at(-1)];
    if (!before || !newest) return [];
    const refused = refuseAll(wrong, before.stamp);
    const earlier = setTo([before]);
    const between = refuseAll(rest.slice(1, -1), newest.stamp);
    const later = setTo([newest]);
    // A clock that was set with a frame that is gone was set with the next one.
    const { restarts = false, remark } = (told.has(before) ? earlier[0] : undefined) ?? {};
    const begins = { ...(restarts && { restarts }), ...(remark && { remark }) };
    return [...refused, ...earlier, ...between, ...later.map((each) => ({ ...each, ...begins }))];
  };

  /** Back by so little that waiting it out costs less than an episode that ends by it. */
  const isBackABit = (item: T): boolean => {
    const step = last && isSet(last) && isSet(item) && secondsBetween(last.stamp, item.stamp);
    return typeof step === "number" && step <= 0 && step >= -clockBound;
  };

  /** The newest item is held: what do those that are say together? */
  const settle = (): readonly Settled<T>[] => {
    const newest = held.at(-1);
    if (!newest) return [];
    const first = held.findLastIndex(
      (item) => mayStart(item) && isSet(newest) && follows(item, newest),
    );
    if (first >= 0 && !isBackABit(newest)) return settleOn(first);
    const { from, count } = frozen();
    if (count >= (last === undefined && !isSet(newest) ? 2 : noClock)) {
      const { wrong, rest } = release(from);
      return [...refuseAll(wrong, newest.logTime), ...byLogTime(rest)];
    }
    const [oldest, ...rest] = held;
    if (held.length <= mostHeld || oldest === undefined) return [];
    held = rest;
    return [refuse(oldest)];
  };

  const hold = (item: T): readonly Settled<T>[] => {
    held.push(item);
    return settle();
  };

  /** In a stream without stamps, one that moves may be the first of a clock. */
  const takeUnstamped = (item: T): readonly Settled<T>[] => {
    if (isSet(item) && item.stamp !== last?.stamp) return hold(item);
    const waiting = held;
    held = [];
    return [...byLogTime(waiting), ...byLogTime([item])];
  };

  const decide = (item: T): readonly Settled<T>[] => {
    if (unstamped) return takeUnstamped(item);
    const undecided = last === undefined ? held.length > 0 : !follows(last, item);
    if (undecided || !isSet(item)) return hold(item);
    const { rest } = release(0);
    return [...refuseAll(rest, item.stamp), believe(item, item.stamp)];
  };

  const end = (): readonly Settled<T>[] => {
    const { rest } = release(0);
    return untold(last !== undefined && !unstamped ? refuseAll(rest) : byLogTime(rest));
  };

  const heldSince = (): Stamp | undefined => held.find((item) => !told.has(item))?.logTime;

  return {
    take: (item) => untold(decide(item)),
    elapse: (logTime) => {
      const since = heldSince();
      if (since === undefined || secondsBetween(since, logTime) < clockBound) return [];
      if (last === undefined || unstamped) return end();
      const fresh = held.filter((item) => !told.has(item));
      const refused = refuseAll(fresh);
      for (const item of fresh) told.add(item);
      return refused;
    },
    end,
    restart: () => {
      const rest = end();
      last = undefined;
      unstamped = false;
      return rest;
    },
    heldSince,
  };
};
