import { describe, expect, it } from "vitest";
import type { Precision } from "../../../src/vlm/index.js";
import { goldenOf, loadTiny } from "./golden.js";
import { furthest, logProbabilities, probabilitiesOf } from "./reference.js";

/** How far logits (within ±30) may be from those of float32 weights. */
const closeness: readonly (readonly [Precision, number])[] = [
  ["fp16", 0.1],
  ["int8", 2],
];

describe.each(closeness)("graphs in %s", (precision, most) => {
  it("give logits near those of the reference, in one batch with a shared prefix", async () => {
    const parts = await loadTiny("idefics3", { precision });
    const cases = (await goldenOf("idefics3")).slice(0, 3);
    const seen = await probabilitiesOf(parts, cases);
    for (const [at, { logits }] of cases.entries())
      for (const [step, wanted] of logits.entries()) {
        const distance = furthest(seen[at]?.[step] ?? new Float32Array(), logProbabilities(wanted));
        expect(distance).toBeGreaterThan(0);
        expect(distance).toBeLessThan(most);
      }
  });
});
