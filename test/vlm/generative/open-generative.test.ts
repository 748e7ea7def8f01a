import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { families } from "../../../src/vlm/families.js";
import { type Backend, openBackend } from "../../../src/vlm/index.js";
import { parseQuestion, questionFor } from "../../../src/vqa/index.js";
import { coded, recordingLogger } from "../fakes.js";
import { copyOfTiny, pictureFrame, type TinyFamily, tinyFolder } from "./golden.js";

const frame = pictureFrame([60, 40]);
const howFar = questionFor({ relation: "distance", subject: "gripper", object: "red mug" });
const leftOf = questionFor({ relation: "left_of", subject: "mug", object: "bowl" });
const free = { text: "What is on the table?" };

const opened = async (folder: string, options = {}): Promise<Backend> => {
  const backend = await openBackend(`onnx:${folder}`, { threads: 1, leastMass: 0, ...options });
  onTestFinished(() => backend.close());
  return backend;
};

const damaged = async (
  damage: (folder: string) => Promise<unknown>,
  family: TinyFamily = "smolvlm",
): Promise<string> => {
  const folder = await copyOfTiny(family);
  await damage(folder);
  return folder;
};

const edit = async (path: string, change: (settings: Record<string, unknown>) => object) =>
  writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, "utf8")))));

describe("a model that writes its answers, behind --backend onnx:DIR", () => {
  const folder = tinyFolder("smolvlm");

  it("signs its facts with the directory's name and a hash of what decides its answers", async () => {
    const { identity } = await opened(folder);
    expect(identity).toMatchObject({ source: "onnx:smolvlm", name: "smolvlm" });
    expect(identity.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("answers in the questions' order: a length, a probability, and words", async () => {
    const answers = await (await opened(folder)).ask(frame, [howFar, leftOf, free]);
    expect(answers.map(({ failure }) => failure)).toEqual([undefined, undefined, undefined]);
    expect(answers[0]?.reading).toMatchObject({ kind: "length", metres: expect.any(Number) });
    expect(answers[1]?.reading).toMatchObject({ kind: "predicate" });
    expect(answers[2]?.reading.kind).toBe("unreadable");
  });

  it("gives a question the same answer alone and among others", async () => {
    const backend = await opened(folder);
    const together = await backend.ask(frame, [howFar, leftOf, free]);
    for (const [at, question] of [howFar, leftOf, free].entries()) {
      const [alone] = await backend.ask(frame, [question]);
      expect(alone?.text).toBe(together[at]?.text);
      expect(alone?.confidence).toBeCloseTo(together[at]?.confidence ?? Number.NaN, 4);
    }
  });

  it("encodes the image once, and reads what questions share once", async () => {
    const backend = await opened(folder);
    await backend.ask(frame, [leftOf, leftOf, leftOf]);
    // One run for the prefix, one for all questions; a yes or no needs no more.
    expect(backend.stats?.().runs).toMatchObject({
      vision_encoder: { count: 1 },
      decoder_model_merged: { count: 2 },
    });
  });

  it("takes questions in several batches where there are many", async () => {
    const answers = await (await opened(folder)).ask(
      frame,
      Array.from({ length: 20 }, () => leftOf),
    );
    const texts = new Set(answers.map(({ text }) => text));
    expect([answers.length, texts.size]).toEqual([20, 1]);
  });

  it("answers nothing about nothing", async () => {
    expect(await (await opened(folder)).ask(frame, [])).toEqual([]);
  });

  it("refuses a question that is longer than its context, and answers the others", async () => {
    const long = parseQuestion(`How far is the gripper from the ${"very ".repeat(400)}red mug?`);
    const [refused, answered] = await (await opened(folder)).ask(frame, [long, leftOf]);
    expect(refused?.failure).toMatchObject({ code: "model.question" });
    expect(refused?.failure?.message).toMatch(/the model takes 512$/);
    expect(answered?.failure).toBeUndefined();
  });

  it("stops at once when asked to, and answers the next frame", async () => {
    const backend = await opened(folder);
    const controller = new AbortController();
    const asked = backend.ask(frame, [howFar], controller.signal);
    controller.abort(new Error("newer frame"));
    await expect(asked).rejects.toThrow("newer frame");
    expect(await backend.ask(frame, [leftOf])).toHaveLength(1);
  });

  it("tells a frame that is no image from a model that fails", async () => {
    const backend = await opened(folder);
    await expect(backend.ask({ ...frame, width: 0 }, [leftOf])).rejects.toMatchObject({
      code: "image.size",
    });
  });

  it("refuses an image that is longer than the model takes, with what is allowed", async () => {
    const backend = await opened(tinyFolder("qwen2_vl"));
    await expect(backend.ask(pictureFrame([1005, 5]), [leftOf])).rejects.toEqual(
      coded("image.size", "1005x5", "200 times"),
    );
  });

  it("uses fp32 with a warning where a precision is missing", async () => {
    const logger = recordingLogger();
    await opened(folder, { precision: "q4", logger });
    expect(logger.warnings.join("\n")).toMatch(/no q4 vision_encoder, using fp32/);
  });

  it("uses the CPU with a warning where a provider is missing", async () => {
    const logger = recordingLogger();
    await opened(folder, { providers: ["coreml"], logger });
    expect(logger.warnings.join("\n")).toMatch(/no coreml here, running on cpu/);
  });
});

describe("a directory that is not right", () => {
  it.each([
    ["tokenizer.json", "model.missing"],
    ["preprocessor_config.json", "model.missing"],
    ["onnx/embed_tokens.onnx", "model.missing"],
  ])("without %s is refused with %s", async (file, code) => {
    const folder = await damaged((at) => rm(join(at, file)));
    await expect(opened(folder)).rejects.toMatchObject({ code });
  });

  it("without a chat template is refused, with where one may stand", async () => {
    const folder = await damaged((at) => rm(join(at, "chat_template.jinja")));
    await expect(opened(folder)).rejects.toThrow(
      /no chat template; one of chat_template\.jinja, .*tokenizer_config\.json/,
    );
  });

  it("with a template that can't be read is refused", async () => {
    const folder = await damaged((at) =>
      writeFile(join(at, "chat_template.jinja"), "{% for x in %}"),
    );
    await expect(opened(folder)).rejects.toMatchObject({ code: "model.corrupt" });
  });

  it("of a family we don't have is refused, with those we have", async () => {
    const folder = await damaged((at) =>
      edit(join(at, "config.json"), (config) => ({ ...config, model_type: "minicpmv" })),
    );
    await expect(opened(folder)).rejects.toThrow(
      `config.json has model_type "minicpmv"; supported: ${[...families.keys()].join(", ")}`,
    );
  });

  it("with another family's graphs is refused, with the inputs they have", async () => {
    const folder = await damaged((at) =>
      edit(join(at, "config.json"), (config) => ({ ...config, model_type: "llava_onevision" })),
    );
    await expect(opened(folder)).rejects.toMatchObject({ code: "model.corrupt" });
  });

  it("with a decoder in place of the encoder is refused, with the inputs it has", async () => {
    const folder = await damaged(async (at) => {
      const decoder = await readFile(join(at, "onnx/decoder_model_merged.onnx"));
      await writeFile(join(at, "onnx/vision_encoder.onnx"), decoder);
    });
    await expect(opened(folder)).rejects.toThrow(
      /vision_encoder: inputs that are not known: inputs_embeds, .*it has inputs_embeds float32/,
    );
  });

  it("whose encoder lacks features that the decoder takes is refused, with what it gives", async () => {
    const folder = await damaged(async (at) => {
      const encoder = `${tinyFolder("qwen2_5_vl")}/onnx/vision_encoder.onnx`;
      await writeFile(join(at, "onnx/vision_encoder.onnx"), await readFile(encoder));
    }, "qwen3_vl");
    await expect(opened(folder)).rejects.toThrow(
      /vision_encoder: must have "deepstack_features_0"; it has image_features/,
    );
  });

  it("whose image gives another number of features than its prompt has places fails the frame", async () => {
    const folder = await damaged((at) =>
      edit(join(at, "config.json"), (config) => ({ ...config, scale_factor: 1 })),
    );
    const backend = await opened(folder);
    await expect(backend.ask(frame, [leftOf])).rejects.toMatchObject({ code: "model.failed" });
  });
});
