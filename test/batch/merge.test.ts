import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { failuresOf, mergeLabelled } from "../../src/batch/index.js";
import { overviewOf } from "../../src/batch/overview.js";
import type { LabelResult } from "../../src/label/index.js";
import { writeLabelled } from "../label/write-labelled.js";

const folders: string[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "merge-"));
  folders.push(folder);
});
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true }))));

const labelled = (name: string, change: Partial<LabelResult> = {}): Promise<void> =>
  writeLabelled(join(folder, name), change);

const failed = (file: string, ...names: readonly string[]): Promise<void> => {
  const failures = names.map((name) => ({
    input: `/data/${name}.mcap`,
    name,
    code: "bag.truncated",
    message: "cut off",
  }));
  return writeFile(join(folder, file), JSON.stringify(failures));
};

const part = (index: number): string => failuresOf({ index, count: 2 });

const file = (name: string): Promise<string> => readFile(join(folder, name), "utf8");

describe("what many machines have labelled", () => {
  it("is added up, in whichever folders it lies", async () => {
    await labelled("pick", { success: true, labelled: 8 });
    await labelled("site/run_10");
    await labelled("site/run_9", { frames: 5, labelled: 5, episodes: 2 });
    const merged = await mergeLabelled(folder);
    expect(merged).toMatchObject({
      recordings: 3,
      labelled: 3,
      failed: 0,
      missing: 0,
      frames: 25,
      rewardedFrames: 23,
      episodes: 4,
      successes: 1,
    });
    expect(merged.all.map(({ name }) => name)).toEqual(["pick", "site/run_9", "site/run_10"]);
    expect(JSON.parse(await file("recordings.json"))).toEqual(merged);
  });

  it("has failed where a part says so and nobody has labelled it since", async () => {
    await labelled("mended");
    await failed(part(0), "broken", "mended");
    await failed(part(1), "also");
    const { all, failed: count } = await mergeLabelled(folder);
    expect(count).toBe(2);
    expect(all.filter(({ error }) => error).map(({ name }) => name)).toEqual(["also", "broken"]);
  });

  it("has failed where no frame has a reward, and where another version made it", async () => {
    await labelled("none", { labelled: 0 });
    await mkdir(join(folder, "old"));
    await writeFile(join(folder, "old", "summary.json"), '{"madeFrom":{},"result":{}}');
    const { all } = await mergeLabelled(folder);
    expect(all.map(({ error }) => error?.code)).toEqual(["label.nothing", "output.exists"]);
  });

  it("is missing what was planned and nobody has begun; what is being made is not looked at", async () => {
    await labelled("pick");
    await labelled(".place.partial/place");
    const planned = ["pick", "place"].map((name) => ({ name, input: `/data/${name}.mcap` }));
    const merged = await mergeLabelled(folder, planned);
    expect(merged).toMatchObject({ recordings: 2, labelled: 1, failed: 0, missing: 1 });
  });

  it("is shown on one page: what failed, what did not succeed, what did, each with its report", async () => {
    await labelled("a <b>/100%", { success: true });
    await labelled("half", { labelled: 5 });
    await labelled("whole");
    await failed(part(0), "broken");
    await mergeLabelled(folder);
    const page = await file("index.html");
    const at = (text: string): number => page.indexOf(text);
    const order = ['<tr data-outcome="failed"', "bag.truncated: cut off", ">half<", ">whole<"];
    const places = [...order, ">a &lt;b&gt;/100%<"].map(at);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(page).toContain('href="a%20%3Cb%3E/100%25/report.html"');
    expect(page).toContain(">no success (2)</option>");
  });

  it("shows how progress went, and what successes have in common that others lack", async () => {
    await labelled("done", { success: true, progress: [0, null, 0.5, 1] });
    await labelled("half", { progress: [0, 0.25, 0.5, 0.5], story: "lift was not done" });
    const { rows, charts } = overviewOf(await mergeLabelled(folder));
    expect(rows.map(({ name, progress }) => [name, progress])).toEqual([
      ["half", [0, 0.25, 0.5, 0.5]],
      ["done", [0, null, 0.5, 1]],
    ]);
    expect(rows[0]?.why).toBe("lift was not done");
    const [chart] = charts;
    const ends = chart?.series.map(({ label, values }) => [label, values[0], values.at(-1)]);
    expect(ends).toEqual([
      ["with a success (1)", 0, 1],
      ["without (1)", 0, 0.5],
    ]);
    // What is unknown is what was known last.
    expect(chart?.series[0]?.values[20]).toBe(0);
  });

  it("compares nothing where all succeed", async () => {
    await labelled("done", { success: true, progress: [0, 1] });
    expect(overviewOf(await mergeLabelled(folder)).charts).toEqual([]);
  });

  it("may be merged again, and changes nothing", async () => {
    await labelled("pick");
    const first = await mergeLabelled(folder);
    expect(await mergeLabelled(folder)).toEqual(first);
  });

  it("is refused where nothing is label's, in one recording, and in a file that label hasn't written", async () => {
    const refused = (path: string, why: string) =>
      expect(mergeLabelled(path)).rejects.toMatchObject({
        code: "export.unlabelled",
        message: expect.stringContaining(why),
      });
    await refused(folder, "nothing in it is label's");
    await refused(join(folder, "none"), "no such file");
    await labelled("pick");
    await refused(join(folder, "pick"), "is one labelled recording");
    expect(existsSync(join(folder, "pick", "index.html"))).toBe(false);
    await writeFile(join(folder, part(1)), "[{}]");
    await refused(folder, part(1));
  });
});
