import { describe, expect, it } from "vitest";
import type { LengthFact, PredicateFact, SpatialFact, Vec3 } from "../../src/core/index.js";
import type { Row } from "../../src/label/row.js";
import { gatherTracks } from "../../src/label/tracks.js";
import type { View } from "../../src/label/view.js";
import { parseTask, startReward, stepReward } from "../../src/reward/index.js";

const task = parseTask(`
task: lift the mug
gripper: robot hand
objects: { mug: red mug }
stages:
  lift: { potential: "tolerance(raised(mug), 8 cm, 1 m, 8 cm)", until: "distance(gripper, mug) < 5 cm" }
success: lift
`);

const view: View = { width: 640, height: 480, lens: { fx: 500, fy: 500, cx: 320, cy: 240 } };

const said = { source: "nano", confidence: 0.9 } as const;

const distance: LengthFact = {
  ...said,
  relation: "distance",
  subject: "robot hand",
  object: "red mug",
  metres: 0.2,
  subjectPixel: [64, 48],
  objectPixel: [320, 240],
};

interface Seen {
  readonly facts?: readonly SpatialFact[];
  readonly view?: View;
  readonly truth?: Vec3;
}

const tracksOf = (frames: readonly Seen[]) => {
  const tracks = gatherTracks(task);
  frames.forEach(({ facts = [], truth, ...seen }, point) => {
    const stamp = BigInt(point);
    const input = { stamp, frameId: "", values: new Map() };
    const row: Row = {
      frame: {
        index: point,
        logTime: stamp,
        startsEpisode: false,
        observation: { stamp, frameId: "", facts, unanswered: [] },
        ...seen,
      },
      sample: stepReward(task, startReward(task), input).sample,
      ...(truth && { truePoints: new Map([["red mug", truth]]) }),
    };
    tracks.add(row, { position: point, time: point, point });
  });
  return tracks;
};

const trackOf = (name: string, frames: readonly Seen[]) =>
  tracksOf(frames)
    .tracks()
    .find((track) => track.name === name);

describe("where things are in the pictures", () => {
  it("is told by the task's names, as shares of the picture; the gripper's is the tool centre point", () => {
    const tracks = tracksOf([{ facts: [distance], view }]).tracks();
    expect(tracks).toEqual([
      { name: "mug", isTool: false, x: [0.5], y: [0.5] },
      { name: "gripper", isTool: true, x: [0.1], y: [0.1] },
    ]);
  });

  it("is not known of a frame that saw nothing, or whose image is not at hand", () => {
    const mug = trackOf("mug", [{ facts: [distance], view }, { view }, { facts: [distance] }]);
    expect(mug).toMatchObject({ x: [0.5, null, null], y: [0.5, null, null] });
  });

  it("is the surest fact's", () => {
    const visible: PredicateFact = {
      ...said,
      confidence: 1,
      relation: "visible",
      subject: "red mug",
      object: "",
      probability: 1,
      subjectPixel: [160, 120],
    };
    expect(trackOf("mug", [{ facts: [distance, visible], view }])).toMatchObject({ x: [0.25] });
  });

  it("is compared with where the lens shows the truth", () => {
    const mug = trackOf("mug", [{ facts: [distance], view, truth: [0.1, -0.1, 1] }]);
    expect(mug?.truth).toEqual({ x: [(320 + 50) / 640], y: [Number((190 / 480).toPrecision(6))] });
  });

  it("has no truth behind the camera, or in a picture that no pinhole took", () => {
    expect(trackOf("mug", [{ view, truth: [0, 0, -1] }])?.truth).toBeUndefined();
    const { lens: _, ...bent } = view;
    expect(trackOf("mug", [{ view: bent, truth: [0, 0, 1] }])?.truth).toBeUndefined();
  });

  it("is joined by a line for every length between two things", () => {
    expect(tracksOf([]).lines()).toEqual([
      { key: "distance(gripper,mug)", from: "gripper", to: "mug" },
    ]);
  });
});
