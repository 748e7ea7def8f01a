import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkModel, optimizeModel } from "../../src/vlm/index.js";
import { copyOfTinyModel, tinyModel } from "./fakes.js";
import { copyOfTiny } from "./generative/golden.js";

describe("checkModel", () => {
  it("says what nano is, which precisions it has, and how fast it is here", async () => {
    expect(await checkModel(tinyModel)).toEqual({
      folder: tinyModel,
      type: "spatial_nano",
      graphs: { vision_encoder: ["fp32", "int8"], answer: ["fp32"] },
      optimized: [],
      speed: [
        { questions: 1, milliseconds: expect.any(Number) },
        { questions: 4, milliseconds: expect.any(Number) },
      ],
      vocabulary: expect.arrayContaining(["gripper", "mug"]),
      problems: [],
    });
  });

  it("says which graphs there are faster ones of", async () => {
    const folder = await copyOfTiny("idefics3");
    await optimizeModel(folder);
    expect(await checkModel(folder, { threads: 1 })).toMatchObject({
      type: "idefics3",
      optimized: ["vision_encoder", "decoder_model_merged"],
      problems: [],
    });
  });

  it("tells all that is missing at once, and throws nothing", async () => {
    const folder = await copyOfTiny("idefics3");
    for (const graph of ["vision_encoder", "embed_tokens"])
      for (const variant of ["", "_fp16", "_int8"])
        await rm(join(folder, `onnx/${graph}${variant}.onnx`));
    const { graphs, speed, problems } = await checkModel(folder);
    expect(graphs).toMatchObject({ vision_encoder: [], embed_tokens: [] });
    expect(speed).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(["model.missing", "model.missing"]);
  });

  it("tells of a folder that is no model", async () => {
    const folder = await copyOfTinyModel();
    await rm(join(folder, "config.json"));
    expect((await checkModel(folder)).problems).toMatchObject([{ code: "model.missing" }]);
  });
});
