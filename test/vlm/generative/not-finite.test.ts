import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openBackend } from "../../../src/vlm/index.js";
import { constant } from "../../../src/vlm/optimize/constants.js";
import {
  type Graph,
  operation,
  parseGraph,
  writeGraph,
} from "../../../src/vlm/optimize/onnx-graph.js";
import { optimizeModel } from "../../../src/vlm/optimize/optimize-model.js";
import { dimsOf, elements, nameOfPort } from "../../../src/vlm/optimize/ports.js";
import { questionFor } from "../../../src/vqa/index.js";
import { coded } from "../fakes.js";
import { copyOfTiny, pictureFrame, type TinyFamily } from "./golden.js";

const frame = pictureFrame([60, 40]);
const howFar = questionFor({ relation: "distance", subject: "gripper", object: "red mug" });
const leftOf = questionFor({ relation: "left_of", subject: "mug", object: "bowl" });
const free = { text: "What is on the table?" };

/** How one of the logits is spoilt: multiplied by 0 / 0, or by 1 / 0. */
type Spoilt = "NaN" | "infinite";

/** A decoder of which one logit is none. */
const spoilt = (graph: Graph, what: Spoilt, token: number): Graph => {
  const port = graph.outputs.find((output) => nameOfPort(output) === "logits");
  const vocabulary = Number(dimsOf(port ?? new Uint8Array()).at(-1));
  const [one, other, ratio] = ["spoilt/one", "spoilt/other", "spoilt/ratio"];
  const zeroAt = Array.from({ length: vocabulary }, (_, at) =>
    at === (token + vocabulary) % vocabulary ? 0 : 1,
  );
  const above = what === "NaN" ? zeroAt : zeroAt.map(() => 1);
  const nodes = graph.nodes.map((node) => ({
    ...node,
    outputs: node.outputs.map((name) => (name === "logits" ? "spoilt/logits" : name)),
  }));
  return {
    ...graph,
    nodes: [
      ...nodes,
      constant(`${one}/int`, above),
      operation("Cast", [`${one}/int`], one, { to: elements.float }),
      constant(`${other}/int`, zeroAt),
      operation("Cast", [`${other}/int`], other, { to: elements.float }),
      operation("Div", [one, other], ratio),
      operation("Mul", ["spoilt/logits", ratio], "logits"),
    ],
  };
};

const spoiltModel = async (family: TinyFamily, what: Spoilt, token: number): Promise<string> => {
  const folder = await copyOfTiny(family);
  const path = join(folder, "onnx/decoder_model_merged.onnx");
  await writeFile(path, writeGraph(spoilt(parseGraph(await readFile(path)), what, token)));
  return folder;
};

const opened = async (folder: string) => {
  const backend = await openBackend(`onnx:${folder}`, { threads: 1, leastMass: 0 });
  onTestFinished(() => backend.close());
  return backend;
};

/** The first, one in the middle, the last: a maximum drops a NaN by where it stands. */
const places = [0, 37, -1];

describe.each<Spoilt>(["NaN", "infinite"])("a model with a logit that is %s", (what) => {
  it.each(places)("(token %d) fails, whatever it is asked", async (token) => {
    const backend = await opened(await spoiltModel("smolvlm", what, token));
    for (const question of [howFar, leftOf, free])
      await expect(backend.ask(frame, [question])).rejects.toEqual(
        coded("model.failed", "NaN or infinite"),
      );
  });

  it.each(places)(
    "(token %d) fails when its faster decoder tells the next token",
    async (token) => {
      const folder = await spoiltModel("smolvlm", what, token);
      expect((await optimizeModel(folder)).at(-1)?.changes).toContain("next-token");
      const backend = await opened(folder);
      for (const question of [howFar, leftOf, free])
        await expect(backend.ask(frame, [question])).rejects.toEqual(
          coded("model.failed", "NaN or infinite"),
        );
    },
  );
});

describe("a decoder that was optimized before it told this", () => {
  it("is read by its logits", async () => {
    const folder = await copyOfTiny("smolvlm");
    await optimizeModel(folder);
    const path = join(folder, "onnx/decoder_model_shared.onnx");
    const graph = parseGraph(await readFile(path));
    const [before] = await (await opened(folder)).ask(frame, [howFar]);
    const outputs = graph.outputs.filter((port) => nameOfPort(port) !== "next_token/not_finite");
    await writeFile(path, writeGraph({ ...graph, outputs }));
    const [after] = await (await opened(folder)).ask(frame, [howFar]);
    expect(after?.text).toBe(before?.text);
  });
});
