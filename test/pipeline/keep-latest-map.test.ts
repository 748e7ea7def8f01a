import fc from "fast-check";
import { NEVER, of, Subject, throwError } from "rxjs";
import { type RunHelpers, TestScheduler } from "rxjs/testing";
import { describe, expect, it } from "vitest";
import { keepLatestMap } from "../../src/pipeline/index.js";

const marbles = (test: (helpers: RunHelpers) => void): void => {
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(test);
};

interface Case {
  readonly name: string;
  readonly frames: string;
  /** How one value is answered. */
  readonly work: string;
  readonly answers: string;
  readonly dropped: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: "keeps the newest while busy, and counts the rest",
    frames: "abc-d|",
    work: "---(v|)",
    answers: "---a--c--(d|)",
    dropped: ["b"],
  },
  {
    name: "drops nothing when it is fast enough",
    frames: "a--b--c|",
    work: "-(v|)",
    answers: "-a--b--(c|)",
    dropped: [],
  },
  {
    name: "drops all but first and last of a burst",
    frames: "(abcdef|)",
    work: "--(v|)",
    answers: "--a-(f|)",
    dropped: ["b", "c", "d", "e"],
  },
  {
    name: "is done at once when the source is and nothing is asked",
    frames: "-|",
    work: "-(v|)",
    answers: "-|",
    dropped: [],
  },
  {
    name: "waits for the last answer",
    frames: "a|",
    work: "----(v|)",
    answers: "----(a|)",
    dropped: [],
  },
  {
    name: "fails when the source fails, whoever waits",
    frames: "ab#",
    work: "---(v|)",
    answers: "--#",
    dropped: [],
  },
  {
    name: "passes on several results of one value",
    frames: "a--b|",
    work: "v-(v|)",
    answers: "a-ab-(b|)",
    dropped: [],
  },
];

describe("keepLatestMap", () => {
  it.each(cases)("$name", ({ frames, work, answers, dropped }) => {
    marbles(({ hot, cold, expectObservable, flush }) => {
      const lost: string[] = [];
      const project = (value: string) => cold<string>(work, { v: value });
      const mapped = hot<string>(frames).pipe(keepLatestMap(project, (value) => lost.push(value)));
      expectObservable(mapped).toBe(answers);
      flush();
      expect(lost).toEqual(dropped);
    });
  });

  it("ends with the failure of what it maps to", () => {
    marbles(({ hot, expectObservable }) => {
      const failing = hot("a-b|").pipe(keepLatestMap(() => throwError(() => "error")));
      expectObservable(failing).toBe("#");
    });
  });

  it("ends with what project throws", () => {
    marbles(({ hot, expectObservable }) => {
      const failing = hot("a-b|").pipe(
        keepLatestMap<string, string>(() => {
          throw "error";
        }),
      );
      expectObservable(failing).toBe("#");
    });
  });

  it("aborts its signal and leaves the source when nobody listens any more", () => {
    const source = new Subject<number>();
    const signals: AbortSignal[] = [];
    const subscription = source
      .pipe(
        keepLatestMap((_, signal) => {
          signals.push(signal);
          return NEVER;
        }),
      )
      .subscribe();
    source.next(1);
    expect(signals[0]?.aborted).toBe(false);
    subscription.unsubscribe();
    expect(signals[0]?.aborted).toBe(true);
    expect(source.observed).toBe(false);
  });

  it("answers a long burst of immediate answers without growing the stack", () => {
    const values = Array.from({ length: 20_000 }, (_, i) => i);
    const got: number[] = [];
    of(...values)
      .pipe(keepLatestMap((value) => of(value)))
      .subscribe((value) => got.push(value));
    expect(got).toEqual(values);
  });

  it("accounts for every value: answered or dropped, once each, answers in order, the last one answered", async () => {
    const scheduled = fc.array(fc.nat(3), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(scheduled, fc.scheduler(), async (values, scheduler) => {
        const source = new Subject<number>();
        const [answered, dropped]: [number[], number[]] = [[], []];
        const project = (i: number) => scheduler.schedule(Promise.resolve(i));
        const done = new Promise<void>((resolve) =>
          source
            .pipe(keepLatestMap(project, (i) => dropped.push(i)))
            .subscribe({ next: (i) => answered.push(i), complete: resolve }),
        );
        scheduler.scheduleSequence(values.map((_, i) => async () => source.next(i)));
        await scheduler.waitAll();
        source.complete();
        await scheduler.waitAll();
        await done;
        const all = values.map((_, i) => i);
        expect([...answered, ...dropped].sort((a, b) => a - b)).toEqual(all);
        expect(answered).toEqual([...answered].sort((a, b) => a - b));
        expect(answered.at(-1)).toBe(all.at(-1));
      }),
      { numRuns: 50 },
    );
  });
});
