import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { operation, writeGraph } from "../../../src/vlm/optimize/onnx-graph.js";
import { elements, portOf } from "../../../src/vlm/optimize/ports.js";
import { bytesField, messageOf, numberField, textField } from "../../../src/vlm/optimize/wire.js";

/** ModelProto's ir_version and opset_import, OperatorSetIdProto's version, GraphProto's name. */
const fields = { version: 1, opset: 8, opsetVersion: 2, graphName: 2 } as const;

/** A graph that gives as many zeros as its input says, for as long as the test runs. */
export const writeFiller = async () => {
  const folder = await mkdtemp(join(tmpdir(), "filler-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "filler.onnx");
  const graph = writeGraph({
    nodes: [operation("ConstantOfShape", ["shape"], "zeros")],
    inputs: [portOf("shape", elements.int64, [1])],
    outputs: [portOf("zeros", elements.float, ["values"])],
    rest: [textField(fields.graphName, "filler")],
    model: [
      numberField(fields.version, 8),
      bytesField(fields.opset, messageOf([numberField(fields.opsetVersion, 17)])),
    ],
  });
  await writeFile(path, graph);
  return { name: "filler", path };
};
