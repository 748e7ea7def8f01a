import { describe, expect, it } from "vitest";
import { createLook } from "../../src/serve/index.js";
import type { Backend } from "../../src/vlm/index.js";
import { picture, task } from "./asking.js";

const counting = (fails: () => boolean) => {
  const counts = { asked: 0 };
  const backend: Backend = {
    identity: { source: "nano", name: "fake", version: "1", hash: "" },
    ask: async (_, questions) => {
      counts.asked++;
      if (fails()) throw new Error("out of memory");
      return questions.map(() => ({
        text: "20 cm",
        reading: { kind: "length", metres: 0.2 },
        confidence: 1,
      }));
    },
    close: async () => undefined,
  };
  return { backend, counts };
};

const never = new AbortController().signal;

describe("looking at pictures", () => {
  it("asks about each once, however often a film that holds it is sent", async () => {
    const { backend, counts } = counting(() => false);
    const look = createLook(backend);
    const [near, far] = [await picture(10), await picture(20)];
    await look(near, task, never);
    await look(far, task, never);
    expect(await look(near, task, never)).toMatchObject({ facts: [{ metres: 0.2 }] });
    expect(counts.asked).toBe(2);
  });

  it("asks again for another task, and where the model failed", async () => {
    let broken = true;
    const { backend, counts } = counting(() => broken);
    const look = createLook(backend);
    const near = await picture(10);
    expect((await look(near, task, never)).failure).toMatchObject({ code: "model.failed" });
    broken = false;
    expect((await look(near, task, never)).failure).toBeUndefined();
    await look(near, { ...task, source: "another" }, never);
    expect(counts.asked).toBe(3);
  });

  it("refuses what is no picture", async () => {
    const look = createLook(counting(() => false).backend);
    await expect(look(Buffer.from("no picture"), task, never)).rejects.toMatchObject({
      code: expect.stringMatching(/^image\./),
    });
  });
});
