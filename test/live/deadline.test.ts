import { once } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { deadline } from "../../src/live/index.js";

const collectGarbage = (): void => {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
};

const never = (): AbortSignal => new AbortController().signal;

describe("a deadline", () => {
  it("comes, though garbage is collected before", async () => {
    const waiting = once(deadline(never(), 60), "abort");
    // Something that keeps the process alive, as a connection does.
    const alive = setInterval(collectGarbage, 10);
    await waiting;
    clearInterval(alive);
  });

  it("comes at once where the signal aborts, before or meanwhile", () => {
    expect(deadline(AbortSignal.abort(), 60_000).aborted).toBe(true);
    const stop = new AbortController();
    const due = deadline(stop.signal, 60_000);
    expect(due.aborted).toBe(false);
    stop.abort();
    expect(due.aborted).toBe(true);
  });

  it("does not come early", async () => {
    const due = deadline(never(), 200);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(due.aborted).toBe(false);
  });
});
