import type { ReportData } from "../../src/web/index.js";

const frames = 20;
const along = <T>(value: (frame: number) => T): T[] =>
  Array.from({ length: frames }, (_, i) => value(i));

/** A report of twenty frames; frame 7 went unanswered. */
export const reportData = (change: Partial<ReportData> = {}): ReportData => ({
  title: "pick.mcap",
  task: "pick up the mug",
  verdict: "success after 1.5 s",
  succeeded: true,
  figures: [["frames", "20"]],
  sources: {
    head: ["distance", "rests on", "frames"],
    rows: [["distance(gripper,mug)", "depth+tf", "19"]],
  },
  truth: {
    table: { head: ["distance", "mean error"], rows: [["distance(gripper,mug)", "3.1 cm"]] },
    judgement: "success judged right",
  },
  remarks: [],
  thumbnails: [0, 1].map((time) => ({ time, jpeg: new Uint8Array([0xff, 0xd8, time]) })),
  troubles: [{ why: "1 of 20 frames: distance(gripper, mug): not visible", first: 0.7, last: 0.7 }],
  provenance: [["model", "nano"]],
  curves: {
    times: along((i) => i / 10),
    distances: [
      {
        key: "distance(gripper,mug)",
        raw: along((i) => (i === 7 ? null : 0.5 - 0.02 * i)),
        filtered: along((i) => (i === 7 ? null : 0.5 - 0.02 * i)),
        stddev: along((i) => (i === 7 ? null : 0.1)),
        truth: along((i) => 0.48 - 0.02 * i),
      },
    ],
    predicates: [{ key: "touching(gripper,mug)", probability: along((i) => i / frames) }],
    progress: along((i) => i / frames),
    reward: along((i) => (i === 15 ? 1 : 0.01)),
    stages: [
      { name: "reach", from: 0, to: 1 },
      { name: "lift", from: 1, to: 1.9 },
    ],
    successes: [1.5],
  },
  ...change,
});
