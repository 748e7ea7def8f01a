import { describe, expect, it } from "vitest";
import { idsOf } from "../../../src/vlm/generative/ask.js";
import type { Model } from "../../../src/vlm/generative/converse.js";
import { goldenOf, loadTiny, pictureFrame, tinyFamilies } from "./golden.js";
import { expectGolden, furthest, probabilitiesOf } from "./reference.js";

describe.each(tinyFamilies)("%s, as transformers has it", (name) => {
  it("makes the reference's pixel values of a picture, to the last bits", async () => {
    const { family } = await loadTiny(name);
    for (const { picture, pixels, shape } of await goldenOf(name)) {
      const { feeds } = await family.image(pictureFrame(picture));
      expect(feeds.pixel_values?.dims).toEqual(shape);
      expect(
        furthest(Float32Array.from(feeds.pixel_values?.data ?? [], Number), pixels),
      ).toBeLessThan(1e-6);
    }
  });

  it("makes the reference's token ids of a question", async () => {
    const parts = await loadTiny(name);
    for (const { picture, question, ids } of await goldenOf(name)) {
      const image = await parts.family.image(pictureFrame(picture));
      expect(idsOf(question, image, parts)).toEqual(ids);
    }
  });

  it("gives the reference's logits for one question, after the prompt and after each token", async () => {
    const parts = await loadTiny(name);
    for (const each of await goldenOf(name))
      expectGolden(await probabilitiesOf(parts, [each]), [each]);
  });

  it("gives the same logits for questions of different lengths in one batch", async () => {
    const parts = await loadTiny(name);
    const cases = (await goldenOf(name)).slice(0, 3);
    expectGolden(await probabilitiesOf(parts, cases), cases);
  });

  it("gives the same logits without a shared prefix", async () => {
    const parts = await loadTiny(name);
    const cases = (await goldenOf(name)).slice(0, 3);
    const model: Model = { ...parts.model, shares: "features" };
    expectGolden(await probabilitiesOf(parts, cases, model), cases);
  });
});
