import { describe, expect, it } from "vitest";
import { secondsBetween } from "../../src/core/index.js";
import type { Row } from "../../src/label/row.js";
import { gatherVisits } from "../../src/label/stage-visits.js";
import { storyOf } from "../../src/label/story.js";
import { placeRows } from "../../src/label/time-line.js";
import {
  type FilteredValue,
  parseTask,
  resetEpisode,
  startReward,
  stepReward,
} from "../../src/reward/index.js";
import type { StageVisit } from "../../src/web/index.js";

const task = (more = "") =>
  parseTask(`
task: reach the mug, then touch it
gripper: gripper
objects: { mug: red mug }
max_speed: 10 m/s
${more}
stages:
  reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 20 cm, 60 cm)", until: "distance(gripper, mug) < 20 cm", hold: 0.2 s }
  touch: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 20 cm)", until: "distance(gripper, mug) < 5 cm", hold: 0.2 s }
success: touch
`);

const key = "distance(gripper,mug)";

interface Seen {
  /** Frames that start an episode. */
  readonly resets?: readonly number[];
  /** Lines of the task file. */
  readonly more?: string;
}

/** Ten frames a second in which the gripper is so many centimetres from the mug; NaN: nobody knows. */
const rowsOf = (centimetres: readonly number[], { resets = [], more }: Seen): readonly Row[] => {
  let state = startReward(task(more));
  return centimetres.map((each, index) => {
    const stamp = BigInt(index) * 100_000_000n;
    const metres = each / 100;
    const value: FilteredValue = { kind: "length", raw: metres, filtered: metres, stddev: 0.01 };
    const input = { stamp, frameId: "", values: new Map([[key, value]]) };
    const startsEpisode = resets.includes(index);
    const step = stepReward(task(more), startsEpisode ? resetEpisode(state) : state, input);
    state = step.state;
    const { hold } = state;
    const observation = { stamp, frameId: "", facts: [], unanswered: [] };
    return {
      frame: { index, logTime: stamp, startsEpisode, observation },
      sample: step.sample,
      ...(hold?.at === stamp && { held: secondsBetween(0n, hold.held) }),
    };
  });
};

const visitsOf = (centimetres: readonly number[], seen: Seen = {}): readonly StageVisit[] => {
  const visits = gatherVisits(task(seen.more));
  const placeOf = placeRows(centimetres.length);
  for (const row of rowsOf(centimetres, seen)) visits.add(row, placeOf(row));
  return visits.result();
};

describe("the stages of a recording", () => {
  it("are entered, held and left", () => {
    const visits = visitsOf([40, 15, 15, 15, 4, 4, 4, 4]);
    expect(visits).toMatchObject([
      { stage: "reach", entered: 0, done: 0.3, left: 0.3, held: 0.2, hold: 0.2, ending: "" },
      { stage: "touch", entered: 0.3, done: expect.closeTo(0.6), ending: "" },
    ]);
    expect(storyOf(visits, true)).toBe(
      "reach was done at 0.3 s; touch was done at 0.6 s: success.",
    );
  });

  it("tell by their values why what they wait for never held", () => {
    const visits = visitsOf([40, 40, 40, 40]);
    expect(visits).toEqual([
      {
        episode: 0,
        stage: "reach",
        entered: 0,
        left: expect.closeTo(0.3),
        hold: 0.2,
        until: "distance(gripper, mug) < 20 cm",
        ranges: ["distance(gripper,mug): 40.0–40.0 cm"],
        ending: "the recording ends",
      },
    ]);
    expect(storyOf(visits, false)).toBe(
      "reach was not done: distance(gripper, mug) < 20 cm never held (distance(gripper,mug): 40.0–40.0 cm).",
    );
  });

  it("tell for how long it held where that was too short", () => {
    const [reach] = visitsOf([40, 15, 15, 40, 40]);
    expect(reach?.held).toBeCloseTo(0.1);
    expect(reach?.done).toBeUndefined();
    expect(storyOf(reach ? [reach] : [], false)).toContain(
      "distance(gripper, mug) < 20 cm held 0.1 s at the longest, and must hold 0.2 s",
    );
  });

  it("begin again with an episode, and end with the time limit", () => {
    const again = visitsOf([40, 40, 40, 40], { resets: [2] });
    expect(again).toMatchObject([
      { episode: 0, stage: "reach", left: 0.1, ending: "a new episode began" },
      { episode: 1, stage: "reach", entered: 0.2, ending: "the recording ends" },
    ]);
    expect(storyOf(again, false)).toBe("");
    const late = visitsOf([40, 40, 40, 40, 40], { more: "time_limit: 0.2 s" });
    expect(late).toMatchObject([{ left: 0.2, ending: "the time limit ended the episode" }]);
  });

  it("stay as they are while nothing is seen", () => {
    const [reach, touch] = visitsOf([40, Number.NaN, Number.NaN, 15, 15, 15]);
    expect(reach).toMatchObject({ entered: 0, done: 0.5 });
    expect(touch).toMatchObject({ entered: 0.5, ending: "the recording ends" });
  });
});
