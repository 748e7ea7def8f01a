import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stepsOf } from "../../src/export/grid.js";
import { judged, margin, spread, thinned } from "../../src/export/hil-serl/choose.js";
import { hilSerl } from "../../src/export/hil-serl/index.js";
import { checkExport } from "../../src/export/index.js";
import { episodesIn, frameOf } from "../../src/export/labelled-frame.js";
import { taskOf } from "../reward/examples.js";
import { play } from "../reward/frames.js";
import { approach, jobOf, labelledFolder, mapped } from "./labelled-folder.js";

const task = taskOf({
  reach: {
    potential: "tolerance(distance(gripper, bottle), 0 cm, 2 cm, 40 cm)",
    until: "distance(gripper, bottle) < 4 cm",
    hold: "0.2 s",
  },
});

/** An episode of 10 Hz by its distances in metres, as it would be exported. */
const episode = (distances: readonly (number | undefined)[]) => {
  const frames = distances.map((metres, i) => ({
    t: i / 10,
    ...(metres !== undefined && { distances: { "distance(gripper,bottle)": metres } }),
  }));
  const [only] = episodesIn(
    play(task, frames).map((sample) => ({ episode: 0, frame: frameOf(sample, sample.stamp) })),
  );
  const { text, discountPerSecond } = task;
  return {
    task: { text, discountPerSecond, successHold: 0.2 },
    steps: stepsOf(only?.frames ?? [], 10),
  };
};

const reaching = [...Array.from({ length: 20 }, (_, i) => 0.6 - 0.02 * i), 0.1, 0.03, 0.03, 0.03];
const marks = (verdicts: readonly string[]): string => verdicts.map((each) => each[0]).join("");

describe("pictures for a classifier", () => {
  it("show success while the condition held, and failure a second before at the latest", () => {
    const [verdicts = []] = judged([episode(reaching)]);
    expect(marks(verdicts)).toBe("fffffffffffnnnnnnnnnnsss");
    expect(margin.seconds).toBe(1);
  });

  it("are neither where no reward is known", () => {
    const [verdicts = []] = judged([
      episode(reaching.map((each, i) => (i === 3 ? undefined : each))),
    ]);
    expect(marks(verdicts).slice(0, 6)).toBe("fffnff");
  });

  it("of an attempt that failed are failures, but for those that look like success", () => {
    const there = Array.from({ length: 16 }, (_, i) => 0.5 - 0.03 * i);
    const missed = [...there, ...there.toReversed()];
    const [, verdicts = []] = judged([episode(reaching), episode(missed)]);
    expect(marks(verdicts)).toMatch(/^f{8,}n{3,}f{8,}$/);
  });

  it("of failure are no more than three for each of success, evenly spread", () => {
    const all = [episode(reaching), episode(Array.from({ length: 40 }, () => 0.5))];
    const chosen = thinned(judged(all)).flat();
    const count = (wanted: string): number => chosen.filter((each) => each === wanted).length;
    expect([count("success"), count("failure")]).toEqual([3, 9]);
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (count_, wanted) => {
        const chosen_ = [...spread(count_, wanted)];
        expect(chosen_).toHaveLength(Math.min(count_, wanted));
        expect(chosen_.every((each) => each >= 0 && each < count_)).toBe(true);
      }),
    );
  });
});

describe("hil-serl", () => {
  let root: string;
  const out = (): string => join(root, "out");
  const farAway = Array.from({ length: 12 }, (_, i) => ({
    t: i / 10,
    distances: { "distance(gripper,mug)": 0.6 },
  }));

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "hil-serl-"));
    const one = await labelledFolder(join(root, "reach_0"));
    const other = await labelledFolder(join(root, "miss"), farAway);
    const job = await jobOf([one, other]);
    await mkdir(out());
    await hilSerl.write(out(), job);
    for (const recording of job.recordings) await recording.close();
  });
  afterAll(() => rm(root, { recursive: true }));

  it("is a LeRobot data set whose rewards are the labels of its pictures", async () => {
    const file = await asyncBufferFromFile(join(out(), "data/chunk-000/file-000.parquet"));
    const rows = await parquetReadObjects({ file, utf8: false });
    const about = JSON.parse(await readFile(join(out(), "meta/reward_classifier.json"), "utf8"));
    const labels = rows.map((row) => row["next.reward"]);
    expect(labels.filter((each) => each === 1)).toHaveLength(about.successes);
    expect(labels.filter((each) => each === 0)).toHaveLength(about.failures);
    expect(about.successes).toBeGreaterThan(0);
    expect(
      rows.map(({ frame_index: frame }) => Number(frame)).filter((each) => each === 0),
    ).toHaveLength(2);
    for (const row of rows)
      expect(row).toMatchObject({ "observation.images.camera": { bytes: expect.any(Uint8Array) } });
  });

  it("is known from other LeRobot data sets, and has nothing that a loader would trip over", async () => {
    expect(await checkExport(out())).toEqual({ path: out(), format: "hil-serl", problems: [] });
  });

  it.each([
    ["no episode succeeds", "export.unlabelled", approach.slice(0, 6), mapped],
    ["goes without --no-images", "usage.flag", approach, { ...mapped, pictures: false }],
  ])("that can't be made says so: %s", async (why, code, frames, settings) => {
    const folder = await mkdtemp(join(root, "refused-"));
    const job = await jobOf([await labelledFolder(join(folder, "one"), frames)], settings);
    const written = hilSerl.write(folder, job);
    await expect(written).rejects.toMatchObject({ code, message: expect.stringContaining(why) });
    for (const recording of job.recordings) await recording.close();
  });
});
