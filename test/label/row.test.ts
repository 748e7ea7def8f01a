import { describe, expect, it } from "vitest";
import type { ObservedFrame } from "../../src/label/observed-frame.js";
import { type Row, valueFrames } from "../../src/label/row.js";
import { parseTask, type SignalSays } from "../../src/reward/index.js";

const task = parseTask(`
task: reach the mug
objects: { mug: red mug }
signal: /holding
stages:
  reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, mug) < 20 cm", hold: 0.2 s }
success: reach
`);

/** The gripper at the mug, ten frames a second, and what the task's signal says. */
async function* framesOf(says: readonly (SignalSays | undefined)[]): AsyncGenerator<ObservedFrame> {
  const said = { subject: "gripper", object: "red mug", source: "nano", confidence: 1 } as const;
  for (const [index, signal] of says.entries()) {
    const stamp = BigInt(index) * 100_000_000n;
    const fact = { ...said, relation: "distance", metres: 0.1, stddev: 0.01 } as const;
    const observation = {
      stamp,
      frameId: "",
      facts: [fact],
      unanswered: [],
      ...(signal && { signal }),
    };
    yield { index, logTime: stamp, startsEpisode: false, observation };
  }
}

const truth = async () => ({
  values: new Map([
    ["distance(gripper,mug)", { kind: "length", raw: 0.1, filtered: 0.1 } as const],
  ]),
  points: new Map(),
});

const last = async (says: readonly (SignalSays | undefined)[]): Promise<Row | undefined> => {
  const rows: Row[] = [];
  for await (const row of valueFrames(framesOf(says), task, truth)) rows.push(row);
  return rows.at(-1);
};

describe("what a row is worth by the truth", () => {
  it("is a success where the task's signal says so, too", async () => {
    const row = await last(["yes", "yes", "yes"]);
    expect(row?.sample.success).toBe(true);
    expect(row?.trueSample?.success).toBe(true);
  });

  it("is none without it, however near the things truly are", async () => {
    for (const says of ["no", undefined] as const) {
      const row = await last([says, says, says, says]);
      expect(row?.sample.success).toBe(false);
      expect(row?.trueSample?.success).toBe(false);
    }
  });
});
