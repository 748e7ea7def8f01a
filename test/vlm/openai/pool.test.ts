import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openBackend, type ServerSettings } from "../../../src/vlm/index.js";
import { parseServerSpecs } from "../../../src/vlm/openai/spec.js";
import { questionFor } from "../../../src/vqa/index.js";
import { coded, recordingLogger, smallFrame } from "../fakes.js";
import { type Behaviour, failing, faults, saying, startServer } from "./server.js";

const hurried = { timeout: 20, retries: 0, backoff: 0.01, probeAfter: 0.05, samples: 1 } as const;

const questions = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    questionFor({ relation: "distance", subject: "gripper", object: `mug ${at}` }),
  );

const slowly =
  (milliseconds: number, metres = "0.250 m"): Behaviour =>
  async (response, asked) => {
    await delay(milliseconds);
    await saying(metres)(response, asked);
  };

const pool = async (behaviours: readonly Behaviour[], settings: Partial<ServerSettings> = {}) => {
  const servers = await Promise.all(behaviours.map(startServer));
  const spec = `openai:qwen@${servers.map(({ url }) => url).join(",")}`;
  const logger = recordingLogger();
  const backend = await openBackend(spec, { logger, server: { ...hurried, ...settings } });
  const ask = (count: number) => backend.ask(smallFrame(), questions(count));
  const counts = (): readonly number[] => servers.map(({ asked }) => asked.length);
  return { backend, ask, servers, counts };
};

const answered = (answers: readonly { readonly reading: { readonly kind: string } }[]): number =>
  answers.filter(({ reading }) => reading.kind === "length").length;

describe("several servers of one model", () => {
  it("share what is asked", async () => {
    const { ask, counts, backend } = await pool([slowly(100), slowly(100)]);
    expect(answered(await ask(8))).toBe(8);
    expect(counts()).toEqual([4, 4]);
    expect(backend.usage?.()).toMatchObject({ requests: 8 });
  });

  it("get less the slower they are", async () => {
    const { ask, counts } = await pool([slowly(400), slowly(10)], { parallel: 1 });
    for (let round = 0; round < 4; round++) await ask(4);
    const [slow = 0, fast = 0] = counts();
    expect(slow + fast).toBe(16);
    expect(fast).toBeGreaterThanOrEqual(slow);
  });

  it.each(Object.entries(faults).filter(([name]) => !/redirects|slow|never/.test(name)))(
    "lose nothing when one %s",
    async (_, [, fault]) => {
      const { ask, servers, counts } = await pool([fault, saying("0.250 m")], { probeAfter: 60 });
      expect(answered(await ask(6))).toBe(6);
      expect(servers[1]?.asked).toHaveLength(6);
      const [before = 0] = counts();
      await ask(6);
      // It rests: nobody asks it while the other one answers.
      expect(counts()[0]).toBe(before);
    },
  );

  it("are asked again once they have rested", async () => {
    const { ask, servers, counts } = await pool([failing(500, "out of order"), slowly(20)]);
    await ask(4);
    const [gone] = servers;
    if (gone) gone.behave = slowly(20);
    await delay(100);
    const [before = 0] = counts();
    await ask(4);
    expect(counts()[0]).toBeGreaterThan(before);
  });

  it("all gone: are told as one that is gone is, or waited for as long as is set", async () => {
    const broken = failing(503, "draining");
    const now = await pool([broken, broken]);
    await expect(now.ask(2)).rejects.toEqual(coded("server.failed"));
    const later = await pool([broken, broken], { wait: 30 });
    const waiting = later.ask(2);
    await delay(200);
    for (const server of later.servers) server.behave = saying("0.250 m");
    expect(answered(await waiting)).toBe(2);
  });

  it("don't repeat what one of them refuses", async () => {
    const { ask, counts } = await pool([failing(401, "no key"), failing(401, "no key")]);
    await expect(ask(1)).rejects.toEqual(coded("server.key"));
    expect(counts().reduce((sum, each) => sum + each)).toBe(1);
  });

  it("are the same model whichever stand beside the first", async () => {
    const [a, b] = ["http://a/v1", "http://b/v1"];
    const hashOf = async (spec: string) => (await openBackend(spec)).identity.hash;
    expect(await hashOf(`openai:qwen@${a},${b}`)).toBe(await hashOf(`openai:qwen@${a}`));
    expect(await hashOf(`openai:qwen@${b}`)).not.toBe(await hashOf(`openai:qwen@${a}`));
  });
});

describe("the name of several servers", () => {
  it.each([
    ["openai:m@http://a/v1", [["m", "http://a/v1"]]],
    [
      "openai:m@http://a/v1,https://b:8000/v1/",
      [
        ["m", "http://a/v1"],
        ["m", "https://b:8000/v1"],
      ],
    ],
    ["openai:m@http://a/v1,2", [["m", "http://a/v1,2"]]],
  ])("%s is read", (spec, expected) => {
    expect(parseServerSpecs(spec).map(({ model, url }) => [model, url])).toEqual(expected);
  });

  it.each([
    ["openai:m@http://a/v1,http://a/v1/", "is given twice"],
    ["openai:m@http://a/v1,http://u:secret@b/v1", "a key belongs into the environment"],
    ["openai:m@http://a/v1,http://", "is not a URL"],
  ])("%s is refused", (spec, why) => {
    expect(() => parseServerSpecs(spec)).toThrow(why);
    expect(() => parseServerSpecs(spec)).not.toThrow("secret");
  });
});
