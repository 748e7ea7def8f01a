import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatList } from "../../src/cli/export-flags.js";
import { formats } from "../../src/export/index.js";
import { errorOf, run, tinyModel } from "./program.js";
import { cameraMessages, truthMessages, writeRecording, writeTask } from "./recording.js";

const frames = 6;
let folder: string;
let bags: readonly string[];
let task: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "label-export-"));
  const messages = [...(await cameraMessages(frames)), ...truthMessages(frames)];
  const names = ["one.mcap", "two.mcap"];
  bags = await Promise.all(names.map((name) => writeRecording(join(folder, name), messages)));
  task = await writeTask(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const label = (count: number, output: string, ...flags: readonly string[]) =>
  run([
    ...["label", ...bags.slice(0, count), "--task", task, "-o", join(folder, output)],
    ...["--backend", `onnx:${tinyModel}`, ...flags],
  ]);

const steps = (output: string): readonly string[] =>
  readFileSync(join(folder, output, "exports", "jsonl", "steps.jsonl"), "utf8")
    .trim()
    .split("\n");

describe("label --export", { timeout: 180_000 }, () => {
  const exported = async (count: number, ...flags: readonly string[]) => {
    const ended = await label(count, "out", "--export", "jsonl", "--json", ...flags);
    expect(ended.code).toBe(0);
    return JSON.parse(ended.out).exports;
  };

  it("writes what the verb export would, beside the labels", async () => {
    const output = join(folder, "out", "exports", "jsonl");
    expect(await exported(1)).toMatchObject([
      { format: "jsonl", output, episodes: 1, steps: frames },
    ]);
    const whole = join(folder, "out", "one");
    const apart = join(folder, "apart");
    expect((await run(["export", whole, "--format", "jsonl", "-o", apart])).code).toBe(0);
    expect(readFileSync(join(apart, "steps.jsonl"), "utf8").trim().split("\n")).toEqual(
      steps("out"),
    );
  });

  it("leaves an export alone that is whole, and makes it anew where labels came in addition", async () => {
    expect(await exported(1)).toMatchObject([{ skipped: true, steps: frames }]);
    const [more] = await exported(2);
    expect(more).toMatchObject({ recordings: 2, steps: 2 * frames });
    expect(more.skipped).toBeUndefined();
    expect(steps("out")).toHaveLength(2 * frames);
  });

  it("refuses to replace one that was made with other flags, but with --overwrite", async () => {
    const refused = await label(2, "out", "--export", "jsonl", "--fps", "5");
    expect(refused.code).toBe(1);
    expect(errorOf(refused)).toMatchObject({
      code: "output.exists",
      message: expect.stringContaining("--overwrite"),
    });
    expect(await exported(2, "--fps", "5", "--overwrite")).toMatchObject([{ fps: 5 }]);
  });

  it("finds the recordings of labels that are written apart", async () => {
    const ended = await label(2, "apart-labels", "--sidecar", "--export", "jsonl");
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(/exports\/jsonl: jsonl, 2 episodes/);
    expect(steps("apart-labels")).toHaveLength(2 * frames);
  });

  it.each([
    [["--export", "hdf6"], "export.format", "--export: must be one of"],
    [["--export", "lerobot"], "usage.flag", "--export lerobot needs --action TOPIC"],
    [["--fps", "5"], "usage.flag", "--fps: needs --export FORMAT"],
    [["--export", "jsonl", "--state", "joints"], "usage.argument", "--state: must be a topic"],
  ])("%j is refused before anything is labelled", async (flags, code, hint) => {
    const ended = await label(1, "refused", ...flags);
    expect(ended.code).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code, message: expect.stringContaining(hint) });
    expect(existsSync(join(folder, "refused"))).toBe(false);
  });

  it("names every format that there is in its help", () => {
    const names = formats.map(({ name }) => name);
    const list = new Intl.ListFormat("en-GB", { type: "disjunction" });
    expect(formatList).toBe(list.format(names));
  });
});
