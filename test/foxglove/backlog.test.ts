import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBacklog, type Kept } from "../../src/foxglove/backlog.js";

const bytes = (value: number): Uint8Array => Uint8Array.of(value);
const firstByte = (kept: Kept | undefined): number | undefined => kept?.bytes[0];

describe("messages between two threads", () => {
  it("are sent on at once while the other thread keeps up", () => {
    const backlog = createBacklog(1);
    expect(firstByte(backlog.take(1n, bytes(1)))).toBe(1);
    backlog.taken();
    expect(firstByte(backlog.take(2n, bytes(2)))).toBe(2);
  });

  it("wait while it is busy, the newest ones, and the others are counted with the next", () => {
    const backlog = createBacklog(1);
    for (const value of [1, 2, 3, 4, 5]) backlog.take(BigInt(value), bytes(value));
    expect(backlog.taken()).toMatchObject({ time: 5n, missed: 2 });
    expect(backlog.taken()).toBeUndefined();
    expect(backlog.take(6n, bytes(6))).toMatchObject({ missed: 0 });
  });

  it("are each sent on in order or counted, however they come and are taken", () => {
    const steps = fc.array(fc.boolean(), { maxLength: 200 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), (comes, keep) => {
        const backlog = createBacklog(keep);
        const sent: Kept[] = [];
        let came = 0;
        const note = (kept: Kept | undefined) => kept && sent.push(kept);
        for (const one of comes)
          note(one ? backlog.take(BigInt(++came), bytes(0)) : backlog.taken());
        for (let left = 0; left < keep + 2; left++) note(backlog.taken());
        const missed = sent.reduce((sum, kept) => sum + kept.missed, 0);
        expect(sent.length + missed).toBe(came);
        expect(sent.map(({ time }) => time)).toEqual(
          sent.map(({ time }) => time).sort((a, b) => Number(a - b)),
        );
      }),
    );
  });
});
