import type { ReportData } from "../../src/web/index.js";

const frames = 20;
const along = <T>(value: (frame: number) => T): T[] =>
  Array.from({ length: frames }, (_, i) => value(i));

/** One grey pixel. */
const pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAICAgP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";

/** A report of twenty frames; frame 7 went unanswered. */
export const reportData = (change: Partial<ReportData> = {}): ReportData => ({
  title: "pick.mcap",
  task: "pick up the mug",
  verdict: "success after 1.5 s",
  story: "reach was done at 1.0 s; lift was done at 1.5 s: success.",
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
  visits: [
    {
      episode: 0,
      stage: "reach",
      entered: 0,
      done: 1,
      left: 1,
      held: 0.2,
      hold: 0.2,
      until: "distance(gripper, mug) < 20 cm",
      ranges: ["distance(gripper,mug): 20.0–50.0 cm"],
      ending: "",
    },
    {
      episode: 0,
      stage: "lift",
      entered: 1,
      left: 1.9,
      hold: 0.2,
      until: "raised(mug) > 2 cm",
      ranges: [],
      ending: "the recording ends",
    },
  ],
  moments: {
    frames: along((i) => i),
    pictures: along((i) => (i === 7 ? null : pixel)),
    size: { width: 640, height: 480 },
    tracks: [
      { name: "gripper", isTool: true, x: along((i) => i / 40), y: along(() => 0.5) },
      {
        name: "mug",
        isTool: false,
        x: along((i) => (i === 7 ? null : 0.6)),
        y: along((i) => (i === 7 ? null : 0.5)),
        truth: { x: along(() => 0.62), y: along(() => 0.52) },
      },
    ],
    lines: [{ key: "distance(gripper,mug)", from: "gripper", to: "mug" }],
    stages: [
      { name: "reach", potential: "…", until: "distance(gripper, mug) < 20 cm", hold: 0.2 },
      { name: "lift", potential: "…", until: "raised(mug) > 2 cm", hold: 0.2 },
    ],
    stage: along((i) => (i < 10 ? 0 : 1)),
    episode: along(() => 0),
    held: along((i) => (i === 9 ? 0.1 : null)),
    taskReward: along((i) => (i === 15 ? 1 : 0)),
    discount: along((i) => (i === 15 ? 0 : 0.99)),
    previous: along((i) => (i === 0 ? null : (i - 1) / frames)),
    why: along((i) => (i === 7 ? 0 : null)),
    reasons: ["mug is not visible"],
    restsOn: { "distance(gripper,mug)": along(() => 0) },
    sources: ["nano"],
  },
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
    paidSoFar: along((i) => 0.01 * i),
    trust: along(() => 1),
    invalid: [{ name: "not visible", from: 0.7, to: 0.8 }],
    payments: [{ time: 1.5, paid: 1, takenBack: 0.7 }],
    stages: [
      { name: "reach", from: 0, to: 1 },
      { name: "lift", from: 1, to: 1.9 },
    ],
    successes: [1.5],
  },
  ...change,
});
