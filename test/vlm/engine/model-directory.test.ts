import { appendFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  findGraph,
  hashModel,
  readModelJson,
  readModelType,
} from "../../../src/vlm/engine/model-directory.js";
import { coded, copyOfTinyModel, recordingLogger, tinyModel } from "../fakes.js";

const settings = ["config.json", "preprocessor_config.json", "tokenizer.json"];

describe("a JSON file of a model directory", () => {
  it("says which family reads the directory", async () => {
    expect(await readModelType(tinyModel)).toBe("spatial_nano");
  });

  it("that is missing is named, with what is there", async () => {
    const folder = await copyOfTinyModel();
    await rm(join(folder, "config.json"));
    await expect(readModelType(folder)).rejects.toEqual(
      coded("model.missing", join(folder, "config.json"), "onnx", "tokenizer.json"),
    );
  });

  it("of a directory that does not exist says so", async () => {
    await expect(readModelType("/nowhere/nano")).rejects.toEqual(
      coded("model.missing", "/nowhere/nano is not a folder"),
    );
  });

  it("that is a folder is corrupt", async () => {
    await expect(readModelJson(tinyModel, "onnx", z.unknown())).rejects.toEqual(
      coded("model.corrupt", join(tinyModel, "onnx")),
    );
  });

  it("that is cut short is named", async () => {
    const folder = await copyOfTinyModel();
    await writeFile(join(folder, "config.json"), '{ "model_type": "spa');
    await expect(readModelType(folder)).rejects.toEqual(
      coded("model.corrupt", join(folder, "config.json"), "not JSON"),
    );
  });

  it("that does not fit reports all its problems at once", async () => {
    const folder = await copyOfTinyModel();
    await writeFile(join(folder, "config.json"), '{ "depth": "deep", "sizes": [1, "two"] }');
    const schema = z.object({ depth: z.number(), sizes: z.array(z.number()), name: z.string() });
    await expect(readModelJson(folder, "config.json", schema)).rejects.toEqual(
      coded("model.corrupt", "depth: ", "sizes.1: ", "name: "),
    );
  });
});

describe("a graph's file", () => {
  it("is the variant of the wanted precision", async () => {
    const logger = recordingLogger();
    const path = await findGraph(tinyModel, "vision_encoder", "int8", logger);
    expect(path).toBe(join(tinyModel, "onnx", "vision_encoder_int8.onnx"));
    expect(logger.warnings).toEqual([]);
  });

  it("is fp32, with a warning, where there is no such variant", async () => {
    const logger = recordingLogger();
    const path = await findGraph(tinyModel, "answer", "int8", logger);
    expect(path).toBe(join(tinyModel, "onnx", "answer.onnx"));
    expect(logger.warnings).toEqual([expect.stringContaining("no int8 answer, using fp32")]);
  });

  it("that is missing is named, with what is there", async () => {
    await expect(findGraph(tinyModel, "decoder", "fp32", recordingLogger())).rejects.toEqual(
      coded("model.missing", "decoder.onnx", "answer.onnx, vision_encoder.onnx"),
    );
  });
});

describe("a model's hash", () => {
  const hashOf = (folder: string): Promise<string> =>
    hashModel(folder, settings, [join(folder, "onnx/answer.onnx")]);

  it("is a SHA-256 that does not depend on where the directory is", async () => {
    const hash = await hashOf(tinyModel);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf(await copyOfTinyModel())).toBe(hash);
  });

  it.each(["config.json", "tokenizer.json", "onnx/answer.onnx", "onnx/answer.onnx_data"])(
    "changes with %s",
    async (file) => {
      const folder = await copyOfTinyModel();
      await appendFile(join(folder, file), " ");
      expect(await hashOf(folder)).not.toBe(await hashOf(tinyModel));
    },
  );

  it("does not change with files that it is not made of", async () => {
    const folder = await copyOfTinyModel();
    await writeFile(join(folder, "README.md"), "A card.");
    expect(await hashOf(folder)).toBe(await hashOf(tinyModel));
  });
});
