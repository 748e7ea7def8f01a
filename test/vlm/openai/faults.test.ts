import { describe, expect, it } from "vitest";
import { type Answer, openBackend, type ServerSettings } from "../../../src/vlm/index.js";
import { questionFor } from "../../../src/vqa/index.js";
import { coded, recordingLogger, smallFrame } from "../fakes.js";
import { type Behaviour, failing, faults, saying, startServer, timeoutFor } from "./server.js";

const hurried = { timeout: 20, backoff: 0.01, probeAfter: 0.05, samples: 1 } as const;
const howFar = questionFor({ relation: "distance", subject: "gripper", object: "red mug" });
const howFarBowl = questionFor({ relation: "distance", subject: "gripper", object: "bowl" });

const askServer = async (
  behave: Behaviour,
  settings: Partial<ServerSettings> = {},
  questions = [howFar],
) => {
  const server = await startServer(behave);
  const logger = recordingLogger();
  const spec = `openai:qwen@${server.url}`;
  const backend = await openBackend(spec, { logger, server: { ...hurried, ...settings } });
  const ask = (signal?: AbortSignal) => backend.ask(smallFrame(), questions, signal);
  return { server, logger, backend, ask };
};

const metresOf = ([answer]: readonly Answer[]): number | undefined =>
  answer?.reading.kind === "length" ? answer.reading.metres : undefined;

describe.each(Object.entries(faults))("a server that %s", (name, [code, fault]) => {
  it("always: is told with its code, and gives no number", async () => {
    const { ask } = await askServer(fault, { retries: 1, timeout: timeoutFor(code) });
    await expect(ask()).rejects.toEqual(coded(code));
  });

  it("always, to one of two questions: that one fails alone", async () => {
    const { ask } = await askServer(
      (response, asked) =>
        asked.question === howFar.text
          ? fault(response, asked)
          : saying("0.250 m")(response, asked),
      { retries: 0, timeout: timeoutFor(code) },
      [howFar, howFarBowl],
    );
    const [failed, answered] = await ask();
    expect(failed).toMatchObject({ reading: { kind: "unreadable" }, failure: { code } });
    expect(answered).toMatchObject({ reading: { kind: "length", metres: 0.25 } });
  });

  it("once: is asked again, unless asking again can't help", async () => {
    const { ask, server } = await askServer(
      (response, asked) => (asked.nth === 0 ? fault : saying("0.250 m"))(response, asked),
      { timeout: timeoutFor(code) },
    );
    if (name === "redirects") return expect(ask()).rejects.toEqual(coded(code));
    expect(metresOf(await ask())).toBe(0.25);
    expect(server.asked).toHaveLength(2);
  });
});

describe("a server that asks for patience", () => {
  const once =
    (headers: Record<string, string>): Behaviour =>
    (response, asked) =>
      (asked.nth === 0 ? failing(429, "later", headers) : saying("0.250 m"))(response, asked);

  it("gets it", async () => {
    const { ask } = await askServer(once({ "retry-after": "1" }));
    const started = performance.now();
    expect(metresOf(await ask())).toBe(0.25);
    expect(performance.now() - started).toBeGreaterThan(950);
  });

  it("for an hour is not waited for", async () => {
    const { ask, server } = await askServer(once({ "retry-after": "3600" }));
    await expect(ask()).rejects.toEqual(coded("server.busy", "later"));
    expect(server.asked).toHaveLength(1);
  });

  it("does not keep us from stopping", async () => {
    const { ask } = await askServer(once({ "retry-after": "60" }));
    const started = performance.now();
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("stopped")), 200);
    await expect(ask(stop.signal)).rejects.toThrow("stopped");
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("a server that is gone", () => {
  it("is left alone after five failures in a row, which is said, and tried again later", async () => {
    const { ask, server, logger } = await askServer(failing(500, "no disk"), {
      retries: 0,
      probeAfter: 5,
    });
    for (let i = 0; i < 5; i++) await expect(ask()).rejects.toEqual(expect.any(Error));
    expect(logger.warnings).toEqual([expect.stringMatching(/5 requests in a row.*no disk/)]);
    await expect(ask()).rejects.toEqual(coded("server.unavailable", server.url, "no disk"));
    expect(server.asked).toHaveLength(5);

    server.behave = saying("0.250 m");
    await expect.poll(() => ask().then(metresOf, () => undefined), { timeout: 20_000 }).toBe(0.25);
    expect(logger.warnings).toHaveLength(2);
    expect(logger.warnings[1]).toContain("answers again");
  });

  it("is waited for by a job, and nothing is lost when it comes back", async () => {
    const { ask, server } = await askServer(failing(500, "restarting"), { retries: 0, wait: 30 });
    for (let i = 0; i < 4; i++) await expect(ask()).rejects.toEqual(coded("server.failed"));
    const waiting = ask();
    setTimeout(() => {
      server.behave = saying("0.250 m");
    }, 300);
    expect(metresOf(await waiting)).toBe(0.25);
  });
});

describe("a request that nobody waits for any more", () => {
  it("is withdrawn with the caller's reason, and so are those that wait for their turn", async () => {
    const { ask, server } = await askServer(() => undefined, { parallel: 1, timeout: 60 }, [
      howFar,
      howFarBowl,
    ]);
    const stop = new AbortController();
    const asking = ask(stop.signal);
    await expect.poll(() => server.asked.length).toBe(1);
    stop.abort(new Error("a newer frame has come"));
    await expect(asking).rejects.toThrow("a newer frame has come");
    server.behave = saying("0.250 m");
    expect(metresOf(await ask())).toBe(0.25);
    expect(server.asked).toHaveLength(3);
  });
});
