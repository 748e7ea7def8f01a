import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  type Backend,
  embeddedModel,
  executionProviders,
  type ModelOptions,
  openBackend,
} from "../../src/vlm/index.js";
import {
  coded,
  copyOfTinyModel,
  plainFrame,
  recordingLogger,
  tinyModel,
  trackedWorkers,
} from "./fakes.js";

const open = async (spec: string, options: ModelOptions = {}): Promise<Backend> => {
  const backend = await openBackend(spec, { workers: 1, ...options });
  onTestFinished(() => backend.close());
  return backend;
};

const where = { relation: "distance", subject: "mug", object: "bowl" } as const;
const redOfSubject = async (backend: Backend): Promise<number> => {
  const question = { text: "how far is the mug from the bowl", query: where };
  const [answer] = await backend.ask(plainFrame([0, 0, 0]), [question]);
  return answer?.object?.point?.[0] ?? Number.NaN;
};

describe("a model directory", () => {
  it("says who it is: its name, its version and what it is made of", async () => {
    const { identity } = await open(`onnx:${tinyModel}`);
    expect(identity).toEqual({
      source: "onnx:tiny",
      name: "tiny",
      version: "tiny",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("may be named relative to where we are", async () => {
    const backend = await open(`onnx:${relative(process.cwd(), tinyModel)}`);
    expect(backend.identity.name).toBe("tiny");
  });

  it("is run in the precision asked for, graph by graph; the hash tells which", async () => {
    const logger = recordingLogger();
    const full = await open(`onnx:${tinyModel}`);
    const int8 = await open(`onnx:${tinyModel}`, { precision: "int8", logger });
    expect(await redOfSubject(full)).toBeCloseTo(0, 6);
    expect(await redOfSubject(int8)).toBeCloseTo(1, 6);
    expect(logger.warnings).toEqual([expect.stringContaining("no int8 answer, using fp32")]);
    expect(int8.identity.hash).not.toBe(full.identity.hash);
  });

  it("is run on the CPU, with a warning, where the wanted provider is not here", async () => {
    const logger = recordingLogger();
    const backend = await open(`onnx:${tinyModel}`, { providers: ["cuda"], logger });
    expect(logger.warnings).toEqual([expect.stringContaining("no cuda here, running on cpu")]);
    expect(await redOfSubject(backend)).toBeCloseTo(0, 6);
  });
});

describe("a broken model directory", () => {
  it.each([
    "config.json",
    "preprocessor_config.json",
    "tokenizer.json",
    "onnx/vision_encoder.onnx",
    "onnx/answer.onnx",
  ])("without %s is told so", async (file) => {
    const folder = await copyOfTinyModel();
    await rm(join(folder, file));
    await expect(open(`onnx:${folder}`)).rejects.toEqual(
      coded("model.missing", join(folder, file)),
    );
  });

  it.each(["onnx/vision_encoder.onnx", "onnx/answer.onnx"])(
    "whose %s is cut short names it, and leaves no thread behind",
    async (file) => {
      const [folder, workers] = [await copyOfTinyModel(), trackedWorkers()];
      await truncate(join(folder, file), 200);
      await expect(open(`onnx:${folder}`, { spawn: workers.spawn })).rejects.toEqual(
        coded("model.corrupt", join(folder, file)),
      );
      await expect.poll(workers.alive).toBe(0);
    },
  );

  it("whose graphs don't fit its settings says what they take, and leaves no thread behind", async () => {
    const [folder, workers] = [await copyOfTinyModel(), trackedWorkers()];
    const path = join(folder, "preprocessor_config.json");
    await writeFile(path, (await readFile(path, "utf8")).replace('"width": 16', '"width": 20'));
    await expect(open(`onnx:${folder}`, { spawn: workers.spawn })).rejects.toEqual(
      coded("model.unsupported", "pixel_values", "[1, 3, 12, 20]", "[1, 3, 12, 16]"),
    );
    await expect.poll(workers.alive).toBe(0);
  });

  it.each([
    [
      "config.json",
      '"max_question_tokens": 16',
      '"max_question_tokens": "many"',
      "max_question_tokens",
    ],
    ["config.json", '"touching",', '"hugging",', "predicates"],
    ["config.json", '"calibration": {}', '"calibration": { "depth": 2 }', "calibration"],
    ["preprocessor_config.json", '"bilinear"', '"lanczos"', "resample"],
  ])("whose %s has %s turned into %s names the setting", async (file, from, to, setting) => {
    const folder = await copyOfTinyModel();
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    // The last occurrence: relation names come first.
    const at = text.lastIndexOf(from);
    await writeFile(path, text.slice(0, at) + to + text.slice(at + from.length));
    await expect(open(`onnx:${folder}`)).rejects.toEqual(coded("model.corrupt", path, setting));
  });

  it("of a family we don't know lists those we do", async () => {
    const folder = await copyOfTinyModel();
    await writeFile(join(folder, "config.json"), '{ "model_type": "minicpmv" }');
    await expect(open(`onnx:${folder}`)).rejects.toEqual(
      coded("model.unsupported", 'model_type "minicpmv"', "supported: spatial_nano"),
    );
  });

  it.each([
    ["florence2", "encoder_model"],
    ["moondream1", "transformers has no such model"],
  ])("of %s, which was looked at, says why it is refused", async (type, why) => {
    const folder = await copyOfTinyModel();
    await writeFile(join(folder, "config.json"), JSON.stringify({ model_type: type }));
    await expect(open(`onnx:${folder}`)).rejects.toEqual(
      coded("model.unsupported", why, "supported: spatial_nano"),
    );
  });
});

describe("a backend's name", () => {
  it.each([
    ["nanno", "did you mean nano?"],
    ["onx:models/mine", "did you mean onnx:DIR?"],
    ["tpu", 'must be one of nano, onnx:DIR, openai:MODEL@URL; got "tpu"'],
    ["onnx:", "onnx:DIR"],
    ["", 'got ""'],
    ["openai:gpt", "openai:MODEL@URL"],
    ["openai:gpt@example.org", "openai:MODEL@URL"],
  ])("%j is refused", async (spec, says) => {
    await expect(open(spec)).rejects.toEqual(coded("backend.unknown", says));
  });

  it("does not guess when nothing is like it", async () => {
    await expect(open("quantum")).rejects.not.toThrow("did you mean");
  });
});

describe("what comes with the package", () => {
  it("is found from its own folder, not from where we are", () => {
    expect(relative(process.cwd(), embeddedModel())).toBe(join("models", "nano"));
  });

  it("has a runtime that can compute on the CPU", () => {
    expect(executionProviders().names).toContain("cpu");
  });
});
