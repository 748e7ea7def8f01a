import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Precision } from "../../../src/vlm/index.js";
import { intsOf } from "../../../src/vlm/optimize/attributes.js";
import { constant } from "../../../src/vlm/optimize/constants.js";
import { fasterEncoder } from "../../../src/vlm/optimize/faster-encoder.js";
import { fuseAttention } from "../../../src/vlm/optimize/fuse-attention.js";
import { fuseGelu } from "../../../src/vlm/optimize/fuse-gelu.js";
import {
  type Graph,
  type Node,
  operation,
  parseGraph,
} from "../../../src/vlm/optimize/onnx-graph.js";
import { optimizeModel } from "../../../src/vlm/optimize/optimize-model.js";
import {
  copyOfTiny,
  loadTiny,
  pictureFrame,
  type TinyFamily,
  tinyFolder,
} from "../generative/golden.js";
import { furthest } from "../generative/reference.js";

const encoderOf = async (family: TinyFamily, variant = ""): Promise<Graph> =>
  parseGraph(await readFile(join(tinyFolder(family), `onnx/vision_encoder${variant}.onnx`)));

const opsOf = ({ nodes }: Graph): readonly string[] => nodes.map(({ op }) => op);

const countOf = (graph: Graph, op: string): number =>
  opsOf(graph).filter((each) => each === op).length;

/** A graph with all nodes of a kind changed. */
const changed = (graph: Graph, op: string, change: (node: Node) => readonly Node[]): Graph => ({
  ...graph,
  nodes: graph.nodes.flatMap((node) => (node.op === op ? change(node) : [node])),
});

/** What an encoder gives for one picture. */
const featuresOf = async (family: TinyFamily, folder: string, precision: Precision = "fp32") => {
  const { engine, model, family: opened } = await loadTiny(family, { precision }, folder);
  const { feeds } = await opened.image(pictureFrame([40, 30]));
  return engine.call((lane) => model.embedder.encode(lane, feeds));
};

const fusing = ["smolvlm", "idefics3", "gemma3", "paligemma", "llava_onevision"] as const;

describe.each(fusing)("the fused encoder of %s", (name) => {
  it("has one operation for each attention and each activation of its two layers", async () => {
    const improved = fasterEncoder(await encoderOf(name));
    expect(improved?.changes).toEqual(["fused-attention", "fused-gelu"]);
    const graph = improved?.graph ?? (await encoderOf(name));
    expect(countOf(graph, "MultiHeadAttention")).toBe(2);
    expect(countOf(graph, "FastGelu")).toBe(2);
    expect(opsOf(graph)).not.toContain("Softmax");
    expect(opsOf(graph)).not.toContain("Tanh");
  });

  it("gives the same features, but for the order of sums", async () => {
    const folder = await copyOfTiny(name);
    const before = await featuresOf(name, folder);
    await optimizeModel(folder);
    const after = await featuresOf(name, folder);
    expect(furthest(after.merged, before.merged)).toBeLessThan(1e-5);
  });
});

describe("fasterEncoder", () => {
  it("gives deep features, too, as they were", async () => {
    const folder = await copyOfTiny("qwen3_vl");
    const before = await featuresOf("qwen3_vl", folder);
    expect((await optimizeModel(folder))[0]?.changes).toEqual(["fused-gelu"]);
    const after = await featuresOf("qwen3_vl", folder);
    expect(after.deep.length).toBeGreaterThan(0);
    for (const [at, deep] of after.deep.entries())
      expect(furthest(deep, before.deep[at] ?? new Float32Array())).toBeLessThan(1e-5);
  });

  it("stays as near to fp32 in int8 as the original does", async () => {
    const folder = await copyOfTiny("idefics3");
    const { merged: exact } = await featuresOf("idefics3", folder);
    const { merged: before } = await featuresOf("idefics3", folder, "int8");
    await optimizeModel(folder);
    const { merged: after } = await featuresOf("idefics3", folder, "int8");
    expect(furthest(after, exact)).toBeLessThan(1.5 * furthest(before, exact));
  });

  it.each(["qwen2_vl", "qwen2_5_vl"] as const)(
    "leaves %s alone: its attention turns queries and keys, and has masks",
    async (name) => {
      expect(fasterEncoder(await encoderOf(name))).toBeUndefined();
    },
  );

  it("leaves half precision alone", async () => {
    expect(fasterEncoder(await encoderOf("idefics3", "_fp16"))).toBeUndefined();
  });
});

describe("fuseGelu", () => {
  it("knows it whichever way round sums and products stand", async () => {
    const turned = (node: Node) => [{ ...node, inputs: [...node.inputs].reverse() }];
    const graph = changed(changed(await encoderOf("smolvlm"), "Mul", turned), "Add", turned);
    expect(countOf(fuseGelu(graph) ?? graph, "FastGelu")).toBe(2);
  });

  it("leaves a formula that looks like it", async () => {
    const graph = changed(await encoderOf("smolvlm"), "Tanh", (node) => [
      { ...node, op: "Sigmoid" },
    ]);
    expect(fuseGelu(graph)).toBeUndefined();
  });

  it("leaves one that is about two values", async () => {
    const square = ({ inputs: [a, b] }: Node): boolean => a === b;
    const graph = changed(await encoderOf("smolvlm"), "Mul", (node) => [
      square(node) ? { ...node, inputs: [node.inputs[0] ?? "", "pixel_values"] } : node,
    ]);
    expect(fuseGelu(graph)).toBeUndefined();
  });
});

describe("fuseAttention", () => {
  it("takes the heads from the shape that parts them, or from the weights where that leaves them open", async () => {
    const graph = await encoderOf("smolvlm");
    const [heads, size] = [2, 12];
    const told = changed(graph, "Concat", (node) =>
      node.inputs.length === 4 ? [constant(node.outputs[0] ?? "", [0, 0, heads, size])] : [node],
    );
    for (const each of [graph, told]) {
      const fused = fuseAttention(each)?.nodes.find(({ op }) => op === "MultiHeadAttention");
      expect(fused && intsOf(fused, "num_heads")).toEqual([heads]);
    }
  });

  it("leaves attention with a mask", async () => {
    const graph = changed(await encoderOf("smolvlm"), "Softmax", (node) => [
      operation("Add", [node.inputs[0] ?? "", "mask"], `${node.outputs[0]}/masked`),
      { ...node, inputs: [`${node.outputs[0]}/masked`] },
    ]);
    expect(fuseAttention(graph)).toBeUndefined();
  });

  it("leaves attention that weighs by anything but a softmax over the keys", async () => {
    const graph = changed(await encoderOf("smolvlm"), "Softmax", ({ inputs, outputs }) => [
      operation("Softmax", inputs, outputs, { axis: 1 }),
    ]);
    expect(fuseAttention(graph)).toBeUndefined();
  });
});
