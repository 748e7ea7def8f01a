import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BagMessage } from "../../src/bag/index.js";
import { type Played, type PlayOptions, play } from "../../src/play/index.js";
import { fakeClock } from "./fake-clock.js";

const start = 1_700_000_000_000_000_000n;
const never = new AbortController().signal;

/** Messages at these milliseconds of the recording. */
const recording = (...at: readonly number[]): readonly BagMessage[] =>
  at.map((milliseconds) => {
    const logTime = start + BigInt(Math.round(milliseconds * 1e6));
    return { topic: "/t", logTime, publishTime: logTime, data: new Uint8Array() };
  });

const asStream = async function* (messages: readonly BagMessage[]): AsyncGenerator<BagMessage> {
  yield* messages;
};

interface Run {
  readonly played: Played;
  /** `12 message` or `12 clock`: milliseconds since it began to play, and what was sent. */
  readonly sent: readonly string[];
}

const run = async (
  messages: readonly BagMessage[],
  options: Partial<PlayOptions> & { readonly onSend?: (pass: (ms: number) => void) => void } = {},
): Promise<Run> => {
  const { clock, pass } = fakeClock();
  const begun = clock.now();
  const sent: string[] = [];
  const note = (what: string): void => void sent.push(`${Math.round(clock.now() - begun)} ${what}`);
  const played = await play({
    messages: () => asStream(messages),
    send: () => {
      note("message");
      options.onSend?.(pass);
      return true;
    },
    ...(options.clockRate === undefined ? {} : { tick: () => note("clock") }),
    rate: 1,
    loop: false,
    clock,
    signal: never,
    ...options,
  });
  return { played, sent };
};

describe("playing", () => {
  it("sends each message when its time has come, the first at once", async () => {
    const { sent, played } = await run(recording(0, 100, 130));
    expect(sent).toEqual(["0 message", "100 message", "130 message"]);
    expect(played).toEqual({ messages: 3, rounds: 1, latest: 0 });
  });

  it.each([
    [2, ["0 message", "50 message", "65 message"]],
    [0.5, ["0 message", "200 message", "260 message"]],
  ])("at rate %d", async (rate, expected) => {
    expect((await run(recording(0, 100, 130), { rate })).sent).toEqual(expected);
  });

  it("catches up after being held up, and says how late it was", async () => {
    const onSend = (pass: (ms: number) => void): void => pass(40);
    const { sent, played } = await run(recording(0, 10, 20, 200), { onSend });
    expect(sent).toEqual(["0 message", "40 message", "80 message", "200 message"]);
    expect(played.latest).toBeCloseTo(0.06, 6);
  });

  it("tells the time between messages, before those of the same time", async () => {
    const { sent } = await run(recording(0, 100), { clockRate: 20 });
    expect(sent).toEqual(["0 clock", "0 message", "50 clock", "100 clock", "100 message"]);
  });

  it("ticks as often a second when it plays faster", async () => {
    const { sent } = await run(recording(0, 100), { clockRate: 20, rate: 2 });
    expect(sent).toEqual(["0 clock", "0 message", "50 clock", "50 message"]);
  });

  it("begins again at the end, until stopped", async () => {
    const stop = new AbortController();
    let left = 5;
    const onSend = (): void => {
      left -= 1;
      if (left === 0) stop.abort();
    };
    const { played } = await run(recording(0, 10), { loop: true, signal: stop.signal, onSend });
    expect(played).toMatchObject({ messages: 5, rounds: 2 });
  });

  it("sends nothing after it was stopped in a wait", async () => {
    const stop = new AbortController();
    const onSend = (): void => stop.abort();
    const { sent, played } = await run(recording(0, 10_000), { signal: stop.signal, onSend });
    expect(sent).toEqual(["0 message"]);
    expect(played.rounds).toBe(0);
  });

  it("of a recording without messages ends, even in a loop", async () => {
    expect((await run([], { loop: true })).played).toMatchObject({ messages: 0 });
  });

  it("never sends before a message's time, whatever the recording and the rate", async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 20 });
    const rates = fc.double({ min: 0.1, max: 20, noNaN: true });
    await fc.assert(
      fc.asyncProperty(gaps, rates, async (between, rate) => {
        let at = 0;
        const times = between.map((gap) => {
          at += gap;
          return at;
        });
        const { sent } = await run(recording(...times), { rate });
        const first = times[0] ?? 0;
        const due = times.map((time) => (time - first) / rate);
        expect(sent).toHaveLength(times.length);
        for (const [i, each] of sent.entries()) {
          // A wait of up to a millisecond is not worth a timer.
          expect(Math.abs(Number(each.split(" ")[0]) - (due[i] ?? 0))).toBeLessThanOrEqual(1.5);
        }
      }),
    );
  });
});
