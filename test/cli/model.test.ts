import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { run } from "./program.js";

const fixture = (name: string): string => join(import.meta.dirname, "../fixtures", name);

const copyOf = async (name: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "model-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(fixture(name), folder, { recursive: true });
  return folder;
};

describe("spatial-reward model", () => {
  it("check says what a directory is and how fast it is", async () => {
    const { code, out } = await run(["model", "check", fixture("nano/tiny")]);
    expect(code).toBe(0);
    expect(out).toContain("tiny: spatial_nano\n  vision_encoder: fp32, int8\n  answer: fp32\n");
    expect(out).toMatch(/4 questions about an image: \d+ ms/);
  });

  it("check says what is missing, and exits with 1", async () => {
    const folder = await copyOf("nano/tiny");
    await rm(join(folder, "onnx/answer.onnx"));
    const { code, out } = await run(["model", "check", folder]);
    expect(code).toBe(1);
    expect(out).toMatch(/answer: missing\n {2}problem\[model\.missing\]: .*answer\.onnx/);
  });

  it("optimize writes faster graphs and says what it did", async () => {
    const folder = await copyOf("vlm/smolvlm");
    const { code, out } = await run(["model", "optimize", folder]);
    expect(code).toBe(0);
    expect(out.replaceAll(`${folder}/onnx/`, "")).toBe(
      "vision_encoder_fused.onnx: attention in one operation, GELU in one operation\n" +
        "decoder_model_shared.onnx: the shared prefix taken once, logits of the last token only, the next token told\n",
    );
  });

  it("optimize says so where it can do nothing, and check what it did", async () => {
    const folder = await copyOf("vlm/qwen2_vl");
    const { out } = await run(["model", "optimize", folder, "--json"]);
    expect(JSON.parse(out)[0]).toEqual({
      from: join(folder, "onnx/vision_encoder.onnx"),
      changes: [],
    });
    const { out: checked } = await run(["model", "check", folder]);
    expect(checked).toContain("\n  faster graphs: decoder_model_merged\n");
  });

  it("optimize of a model without such a decoder fails with what is there", async () => {
    const { code, err } = await run(["model", "optimize", fixture("nano/tiny")]);
    expect(code).toBe(1);
    expect(err).toMatch(/^error\[model\.missing\]: .*decoder_model_merged\.onnx: no such file/);
  });
});
