import { describe, expect, it } from "vitest";
import type { Observation } from "../../src/core/index.js";
import type { ObservedFrame } from "../../src/label/observed-frame.js";
import { gatherReasons, type TimedReason } from "../../src/label/reasons.js";
import { type Row, valueFrames } from "../../src/label/row.js";
import { parseTask } from "../../src/reward/index.js";

const taskOf = (more = "") =>
  parseTask(`
task: reach the mug
objects: { mug: red mug }
stages:
  reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, mug) < 20 cm", hold: 0.2 s }
success: reach
${more}
`);

/** The gripper at the mug, ten frames a second. */
async function* framesOf(seen: readonly Partial<Observation>[]): AsyncGenerator<ObservedFrame> {
  for (const [index, each] of seen.entries()) {
    const stamp = BigInt(index) * 100_000_000n;
    const near = { relation: "distance", subject: "gripper", object: "red mug" } as const;
    const fact = { ...near, metres: 0.1, stddev: 0.01, source: "nano", confidence: 1 } as const;
    const observation = { stamp, frameId: "", facts: [fact], unanswered: [], ...each };
    yield { index, logTime: stamp, startsEpisode: false, observation };
  }
}

const told = async (seen: readonly Partial<Observation>[], more?: string) => {
  const gathered = gatherReasons();
  const rows: Row[] = [];
  for await (const row of valueFrames(framesOf(seen), taskOf(more))) rows.push(row);
  for (const row of rows) gathered.add(row);
  return { reasons: gathered.result(), success: rows.at(-1)?.sample.success };
};

const whats = (reasons: readonly TimedReason[]) =>
  reasons.map(({ kind, what, count }) => `${count} ${kind}: ${what}`);

/** As novelty is of a camera unlike those that the model has learnt from: no two frames alike. */
const strange = [1.2, 1.3, 1.25, 1.4].map((novelty) => ({ novelty }));

describe("why frames are worth less than they look", () => {
  it("tells that a camera's pictures are too strange for success, which would look like failure", async () => {
    const { reasons, success } = await told(strange);
    expect(success).toBe(false);
    expect(whats(reasons)).toEqual([
      "4 trust: counts toward no hold, by success_trust: the image looks unlike those that the model has learnt from",
    ]);
  });

  it("tells nothing of it where the task counts them all", async () => {
    const { reasons, success } = await told(strange, "success_trust: 0");
    expect(success).toBe(true);
    expect(whats(reasons)).toEqual(["1 other: the episode is over: success"]);
  });

  it("tells that the pictures of a simulation without noise stand still", async () => {
    const still = Array.from({ length: 5 }, () => ({ novelty: 0.4 }));
    const { reasons, success } = await told(still, "success_trust: 0.9");
    expect(success).toBe(false);
    expect(whats(reasons)).toEqual([
      "4 trust: counts toward no hold, by success_trust: the picture stands still, as of a frozen camera",
    ]);
  });

  it("counts frames without a reward once, by what kept it", async () => {
    const { reasons } = await told(strange, "min_trust: 0.95");
    expect(reasons).toHaveLength(1);
    expect(reasons[0]?.count).toBe(4);
    expect(reasons[0]?.what).toContain("is below min_trust 0.95");
  });
});
