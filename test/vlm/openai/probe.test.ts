import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/core/index.js";
import { type Backend, openBackend, openBackends, requireSight } from "../../../src/vlm/index.js";
import { colours, probePictures } from "../../../src/vlm/openai/probe-picture.js";
import { questionFor } from "../../../src/vqa/index.js";
import { coded, smallFrame, tinyModel } from "../fakes.js";
import { isProbe, seeing } from "./seeing.js";
import { type Behaviour, failing, saying, startServer } from "./server.js";

const howFar = questionFor({ relation: "distance", subject: "gripper", object: "red mug" });
const hurried = { retries: 0, backoff: 0.01, samples: 1, probeAfter: 0.05 } as const;
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

const open = async (behave: Behaviour) => {
  const server = await startServer(behave);
  const backend = await openBackend(`openai:qwen@${server.url}`, { server: hurried });
  return { server, backend };
};

const sightOf = async (behave: Behaviour, seed = 1) => {
  const { backend, server } = await open(behave);
  return { sight: await backend.probe?.(seed), asked: server.asked.length };
};

describe("a model that sees", () => {
  it.each(seeds)("is asked twice and let in, whatever is drawn (%d)", async (seed) => {
    expect(await sightOf(seeing(saying("no")), seed)).toMatchObject({
      sight: { kind: "seen" },
      asked: 2,
    });
  });

  it.each([
    ["in capitals", (colour: string) => colour.toUpperCase()],
    ["in a sentence", (colour: string) => `The large shape is a ${colour} one.`],
    ["with the paper's colour", (colour: string) => `${colour} on a white background`],
    ["after thinking", (c: string) => `<think>red? blue? green?</think>**${c}**`],
    ["about the image", (colour: string) => `The shape in the image is ${colour}.`],
    ["with what it can't see", (colour: string) => `I don't see any image border; it is ${colour}`],
  ])("may say it %s", async (_, about) => {
    for (const seed of seeds)
      expect((await sightOf(seeing(saying("no"), about), seed)).sight?.kind).toBe("seen");
  });

  it("may be wrong once", async () => {
    let wrong = 1;
    const behave = seeing(saying("no"), (colour) => (wrong-- > 0 ? "pink" : colour));
    expect(await sightOf(behave)).toMatchObject({ sight: { kind: "seen" }, asked: 3 });
  });
});

describe("a model that doesn't see", () => {
  it.each(colours.map(({ name }) => name))(
    "is found out though it always says %s",
    async (name) => {
      for (const seed of seeds)
        expect((await sightOf(saying(name), seed)).sight?.kind).toBe("blind");
    },
  );

  it.each([
    ["that it sees nothing", "I don't see an image. It is probably red?", 1],
    ["all colours", "red, green, blue, yellow, purple or black", 2],
    ["nothing to the point", "0.250 m", 2],
    ["nothing", "", 2],
  ])("is found out though it says %s", async (_, text, asked) => {
    // A seed whose first picture is not the one that is guessed.
    const seed = seeds.find(
      (each) => probePictures(createRandom(each), 1)[0]?.colour.name !== "red",
    );
    expect(await sightOf(saying(text), seed)).toMatchObject({ sight: { kind: "blind" }, asked });
  });

  it("is refused with what was shown, asked and answered, and with the way around", async () => {
    const { backend } = await open(saying("pink"));
    await expect(requireSight(backend, 1)).rejects.toEqual(
      coded("server.blind", "openai:qwen", "What color", 'it said "pink"', "--no-probe"),
    );
  });

  it("is refused where its server says so", async () => {
    const { backend } = await open(failing(500, "image input is not supported"));
    await expect(requireSight(backend, 1)).rejects.toEqual(
      coded("server.blind", "image input is not supported"),
    );
  });

  it.each(["ensemble", "fallback"] as const)(
    "is refused as a member of a %s",
    async (combination) => {
      const [good, bad] = [
        await startServer(seeing(saying("no"))),
        await startServer(saying("red")),
      ];
      const members = [`onnx:${tinyModel}`, `openai:good@${good.url}`, `openai:bad@${bad.url}`];
      const backend = await openBackends(
        members.map((spec) => ({ spec, options: { server: hurried } })),
        { combination },
      );
      await expect(requireSight(backend, 1)).rejects.toEqual(coded("server.blind", "openai:bad"));
      await backend.close();
    },
  );
});

describe("a server that can't be asked yet", () => {
  const ask = (backend: Backend) => backend.ask(smallFrame(), [howFar]);

  it("is asked before its first frame, and let in when it sees", async () => {
    const { backend, server } = await open(failing(503, "Loading model"));
    expect(await requireSight(backend, 1)).toMatchObject({
      kind: "unknown",
      failure: { code: "server.failed" },
    });
    await expect(ask(backend)).rejects.toEqual(coded("server.failed", "Loading model"));
    server.behave = seeing(saying("0.25 m"));
    expect(await ask(backend)).toMatchObject([{ reading: { metres: 0.25 } }]);
    const before = server.asked.length;
    await ask(backend);
    expect(server.asked.slice(before).some(({ question }) => isProbe(question))).toBe(false);
  });

  it("is not let in when it doesn't", async () => {
    const { backend, server } = await open(failing(503, "Loading model"));
    await requireSight(backend, 1);
    server.behave = saying("0.25 m");
    await expect(ask(backend)).rejects.toEqual(coded("server.blind", "0.25 m"));
    await expect(ask(backend)).rejects.toEqual(coded("server.blind"));
  });

  it("is let in where only its answer can't be had", async () => {
    const { backend } = await open((response, asked) =>
      saying("0.25 m", isProbe(asked.question) ? { finish: "length" } : {})(response, asked),
    );
    expect(await requireSight(backend, 1)).toMatchObject({ failure: { code: "model.cut" } });
    expect(await ask(backend)).toMatchObject([{ reading: { metres: 0.25 } }]);
  });

  it("is not tried where nobody asked for it", async () => {
    const { backend } = await open(saying("0.25 m"));
    expect(await ask(backend)).toMatchObject([{ reading: { metres: 0.25 } }]);
  });
});

describe("the pictures", () => {
  it("are the same for a seed, and no two of one colour", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const shown = () => probePictures(createRandom(seed), 3).map(({ shows }) => shows);
        expect(shown()).toEqual(shown());
        expect(new Set(shown().map((each) => each.split(" ")[0])).size).toBe(3);
      }),
    );
  });

  it("have no model of ours as a witness: it decodes its pixels itself", async () => {
    const backend = await openBackend(`onnx:${tinyModel}`);
    expect(await requireSight(backend, 1)).toBeUndefined();
    await backend.close();
  });
});
