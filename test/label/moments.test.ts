import { describe, expect, it } from "vitest";
import { gatherMoments } from "../../src/label/moments.js";
import type { ObservedFrame } from "../../src/label/observed-frame.js";
import { valueFrames } from "../../src/label/row.js";
import { placeRows } from "../../src/label/time-line.js";
import { parseTask } from "../../src/reward/index.js";

const taskOf = (hold: string, hysteresis: number) =>
  parseTask(`
task: reach the mug
objects: { mug: red mug }
max_speed: 1 m/s
hysteresis: ${hysteresis}
stages:
  reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, mug) < 20 cm and visible(mug) > 0.5", ${hold} }
success: reach
`);

const key = "distance(gripper,mug)";

interface Seen {
  readonly metres?: number;
  readonly visible?: number;
  readonly novelty?: number;
}

/** Ten frames a second. */
async function* framesOf(seen: readonly Seen[]): AsyncGenerator<ObservedFrame> {
  for (const [index, { metres, visible, novelty }] of seen.entries()) {
    const stamp = BigInt(index) * 100_000_000n;
    const said = { subject: "gripper", object: "red mug", source: "nano", confidence: 1 } as const;
    const facts = [
      ...(metres === undefined
        ? []
        : [{ ...said, relation: "distance", metres, stddev: 0.01 } as const]),
      ...(visible === undefined
        ? []
        : [
            {
              ...said,
              subject: "red mug",
              object: "",
              relation: "visible",
              probability: visible,
            } as const,
          ]),
    ];
    yield {
      index: 2 * index,
      logTime: stamp,
      startsEpisode: false,
      observation: {
        stamp,
        frameId: "",
        facts,
        unanswered: [],
        ...(novelty !== undefined && { novelty }),
      },
    };
  }
}

const momentsOf = async (seen: readonly Seen[], hold = "hold: 0.1 s", hysteresis = 0.2) => {
  const task = taskOf(hold, hysteresis);
  const moments = gatherMoments(task);
  const placeOf = placeRows(seen.length);
  for await (const row of valueFrames(framesOf(seen), task)) moments.add(row, placeOf(row));
  return moments.result();
};

describe("what a player shows of each frame", () => {
  it("is its number in the recording, its stage, and what the reward is made of", async () => {
    const near = { metres: 0.1, visible: 1 };
    const { frames, stage, taskReward, discount, previous, held, stages } = await momentsOf([
      near,
      near,
    ]);
    expect(frames).toEqual([0, 2]);
    expect(stage).toEqual([0, 0]);
    expect(stages).toMatchObject([{ name: "reach", hold: 0.1 }]);
    expect(taskReward).toEqual([0, 1]);
    expect(discount).toEqual([1, 0]);
    expect(previous[0]).toBeNull();
    expect(previous[1]).toBeGreaterThan(0.5);
    expect(held[0]).toBe(0);
  });

  it("is which of the conditions hold, and which are not known", async () => {
    const { demands } = await momentsOf([
      { metres: 0.1, visible: 0.2 },
      { metres: 0.1 },
      { visible: 1 },
    ]);
    expect(demands).toEqual([
      { stage: 0, text: "distance(gripper, mug) < 20 cm", holds: [1, 1, null] },
      { stage: 0, text: "visible(mug) > 0.5", holds: [0, null, 1] },
    ]);
  });

  it("eases conditions that have held, as the hold itself does", async () => {
    // A fifth beyond the threshold, which hysteresis allows once it has held.
    const seen = [0.19, 0.22, 0.23].map((metres) => ({ metres, visible: 1 }));
    const [near] = (await momentsOf(seen, "hold: 2 s", 0.2)).demands;
    expect(near?.holds).toEqual([1, 1, 1]);
    const [strict] = (await momentsOf(seen, "hold: 2 s", 0)).demands;
    expect(strict?.holds[0]).toBe(1);
    expect(strict?.holds[2]).toBe(0);
  });

  it("says which frames are believed too little to count toward a hold", async () => {
    const near = { metres: 0.1, visible: 1 };
    const { uncounted, held } = await momentsOf([near, { ...near, novelty: 3 }, near], "hold: 2 s");
    expect(uncounted).toEqual([null, 1, null]);
    expect(held[1]).toBeNull();
  });

  it("is what a length rests on, and why there is no reward, each text once", async () => {
    const none = { visible: 1 };
    const { restsOn, sources, why, reasons } = await momentsOf([
      { metres: 0.3, visible: 1 },
      none,
      none,
    ]);
    expect(sources).toEqual(["nano"]);
    expect(restsOn).toEqual({ [key]: [0, null, null] });
    expect(why).toEqual([null, 0, 0]);
    expect(reasons).toEqual([expect.stringContaining(key)]);
  });

  it("is the length that counts where a thing can't have moved so fast, and nothing else", async () => {
    const still = { metres: 0.8, visible: 1 };
    expect((await momentsOf([still, still])).counted).toEqual({});
    // Believed at once, since it comes again and again: 7 cm away, after 80.
    const jump = Array.from({ length: 9 }, () => ({ metres: 0.07, visible: 1 }));
    const { counted } = await momentsOf([still, still, still, ...jump]);
    const lengths = (counted[key] ?? []).flatMap((each) => each ?? []);
    expect(lengths.length).toBeGreaterThan(0);
    // A tenth of a second at 1 m/s.
    const steps = lengths.slice(1).map((each, at) => (lengths[at] ?? 0) - each);
    for (const step of steps) expect(step).toBeCloseTo(0.1);
  });
});
