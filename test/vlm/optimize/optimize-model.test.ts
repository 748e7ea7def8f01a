import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Model } from "../../../src/vlm/generative/converse.js";
import { parseGraph } from "../../../src/vlm/optimize/onnx-graph.js";
import { optimizeModel } from "../../../src/vlm/optimize/optimize-model.js";
import { copyOfTiny, goldenOf, loadTiny, tinyFamilies } from "../generative/golden.js";
import { expectGolden, probabilitiesOf } from "../generative/reference.js";

describe.each(tinyFamilies)("the faster graphs of %s", (name) => {
  const optimized = async () => {
    const folder = await copyOfTiny(name);
    expect((await optimizeModel(folder)).at(-1)).toMatchObject({
      changes: ["shared-prefix", "last-logits", "next-token"],
    });
    return loadTiny(name, {}, folder);
  };

  it("give transformers' logits for questions in one batch", async () => {
    const cases = (await goldenOf(name)).slice(0, 3);
    expectGolden(await probabilitiesOf(await optimized(), cases), cases);
  });

  it("give them for a single question, which has no prefix", async () => {
    const cases = (await goldenOf(name)).slice(0, 1);
    expectGolden(await probabilitiesOf(await optimized(), cases), cases);
  });
});

describe("optimizeModel", () => {
  it("leaves the originals as they are, and nothing unfinished", async () => {
    const folder = await copyOfTiny("smolvlm");
    await optimizeModel(folder);
    expect((await readdir(join(folder, "onnx"))).sort()).toEqual([
      "decoder_model_merged.onnx",
      "decoder_model_shared.onnx",
      "embed_tokens.onnx",
      "vision_encoder.onnx",
      "vision_encoder_fused.onnx",
    ]);
  });

  it("says what it did to each graph, and writes nothing where nothing can be done", async () => {
    const folder = await copyOfTiny("idefics3");
    const graph = (name: string): string => join(folder, "onnx", `${name}.onnx`);
    const fused = ["fused-attention", "fused-gelu"];
    const shared = ["shared-prefix", "last-logits", "next-token"];
    expect(await optimizeModel(folder)).toEqual([
      { from: graph("vision_encoder"), to: graph("vision_encoder_fused"), changes: fused },
      { from: graph("vision_encoder_fp16"), changes: [] },
      {
        from: graph("vision_encoder_int8"),
        to: graph("vision_encoder_fused_int8"),
        changes: fused,
      },
      ...["", "_fp16", "_int8"].map((variant) => ({
        from: graph(`decoder_model_merged${variant}`),
        to: graph(`decoder_model_shared${variant}`),
        changes: shared,
      })),
    ]);
    expect(await readdir(join(folder, "onnx"))).not.toContain("vision_encoder_fused_fp16.onnx");
  });

  it("makes a decoder that takes the prefix apart, and gives logits of one token", async () => {
    const folder = await copyOfTiny("smolvlm");
    const { engine } = await loadTiny("smolvlm", {}, folder);
    const before = engine.graphs.decoder_model_merged?.inputs.length ?? 0;
    await optimizeModel(folder);
    const after = (await loadTiny("smolvlm", {}, folder)).engine.graphs.decoder_model_merged;
    expect(after?.inputs.length).toBe(before + 9);
    expect(after?.inputs.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["prefix_key_values.1.value", "next_token/read"]),
    );
  });

  it("makes a decoder that repeats no heads for the queries that share them", async () => {
    const folder = await copyOfTiny("smolvlm");
    await optimizeModel(folder);
    const opsOf = async (file: string): Promise<ReadonlySet<string>> => {
      const { nodes } = parseGraph(await readFile(join(folder, "onnx", file)));
      return new Set(nodes.map(({ op }) => op));
    };
    expect(await opsOf("decoder_model_merged.onnx")).toContain("Expand");
    expect(await opsOf("decoder_model_shared.onnx")).not.toContain("Expand");
  });

  it("is not used where questions share the image alone", async () => {
    const folder = await copyOfTiny("paligemma");
    await optimizeModel(folder);
    const { model, engine } = await loadTiny("paligemma", {}, folder);
    expect(model.shares satisfies Model["shares"]).toBe("features");
    const ports = engine.graphs.decoder_model_merged?.inputs.map(({ name }) => name);
    expect(ports).not.toContain("prefix_key_values.0.key");
  });
});
