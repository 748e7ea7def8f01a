import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import type { Frame } from "../../../src/core/index.js";
import { openModel } from "../../../src/vlm/index.js";
import { parseQuestion, readLength } from "../../../src/vqa/index.js";
import { plainFrame } from "../fakes.js";

const folder = fileURLToPath(new URL("../../fixtures/vlm/trained", import.meta.url));
const side = 16;
/** The one that make_trained.py asks. */
const question = parseQuestion("How far is the gripper from the red mug?");

/** A bar as make_trained.py draws it. */
const bar = (centimetres: number): Frame => {
  const column = (x: number): number =>
    Math.round(255 * Math.min(1, Math.max(0, (centimetres / 100) * side - x)));
  const data = Uint8Array.from({ length: side * side * 3 }, (_, at) =>
    column(Math.floor(at / 3) % side),
  );
  const rgb = async () => ({ width: side, height: side, data });
  return plainFrame([0, 0, 0], { width: side, height: side, rgb });
};

/** Not round, and none of those it was trained on but by accident. */
const lengths = Array.from({ length: 58 }, (_, at) => 8.3 + 1.43 * at);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

it("has a lower error by the expected value than by the most probable answer", async () => {
  const model = await openModel(folder, { threads: 1 });
  onTestFinished(() => model.close());
  const errors: { readonly expected: number; readonly said: number; readonly z: number }[] = [];
  for (const centimetres of lengths) {
    const [answer] = await model.ask(bar(centimetres), [question]);
    const said = readLength(answer?.text ?? "", question);
    if (answer?.reading.kind !== "length" || said.kind !== "length") continue;
    const { metres, stddev = Number.NaN } = answer.reading;
    const truth = centimetres / 100;
    const expected = Math.abs(metres - truth);
    errors.push({ expected, said: Math.abs(said.metres - truth), z: expected / stddev });
  }
  expect(errors).toHaveLength(lengths.length);
  const [byMean, byText] = [mean(errors.map((e) => e.expected)), mean(errors.map((e) => e.said))];
  expect(byMean).toBeLessThan(0.8 * byText);
  // Its deviation says as much as it promises: the truth is within two of them.
  expect(mean(errors.map(({ z }) => (z < 2 ? 1 : 0)))).toBeGreaterThan(0.9);
});
