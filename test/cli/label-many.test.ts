import { existsSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorOf, run, tinyModel } from "./program.js";
import { cameraMessages, writeRecording, writeTask } from "./recording.js";

let folder: string;
let task: string;

const at = (...names: readonly string[]): string => join(folder, ...names);
const withModel = ["--backend", `onnx:${tinyModel}`];

/** In a folder of its own: three recordings of two names, and a manifest of them. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "many-"));
  task = await writeTask(folder);
  for (const site of ["one", "two"]) {
    await mkdir(at(site));
    await writeRecording(at(site, "run.mcap"), await cameraMessages(3));
  }
  await writeRecording(at("last.mcap"), await cameraMessages(2));
  await writeFile(at("stricter.yaml"), (await readFile(task, "utf8")).replaceAll("3 cm", "2 cm"));
  await writeFile(
    at("runs.jsonl"),
    [
      '{"recording": "one/run.mcap"}',
      '{"recording": "two/run.mcap"}',
      '{"recording": "last.mcap", "task": "stricter.yaml", "output": "strict/last"}',
    ].join("\n"),
  );
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

const label = (output: string, ...flags: readonly string[]) =>
  run(["label", "--manifest", at("runs.jsonl"), "-o", at(output), ...withModel, ...flags]);

const merge = (output: string, ...flags: readonly string[]) =>
  run(["label", "merge", at(output), "--manifest", at("runs.jsonl"), ...flags]);

const summaryOf = async (...path: readonly string[]) =>
  JSON.parse(await readFile(at(...path, "summary.json"), "utf8"));

describe("label of many recordings", () => {
  it("takes them from a manifest, each by its task and into its output, and makes a page of all", async () => {
    const { code, out } = await label("whole", "--task", task);
    expect(code).toBe(0);
    expect(out).toContain(`all of them: ${at("whole", "index.html")}\n`);
    expect(readdirSync(at("whole")).sort()).toEqual([
      "index.html",
      "one",
      "recordings.json",
      "strict",
      "two",
    ]);
    const [common, own] = [
      await summaryOf("whole", "one", "run"),
      await summaryOf("whole", "strict", "last"),
    ];
    expect(own.madeFrom.taskSha256).not.toBe(common.madeFrom.taskSha256);
  });

  it("in parts is the same as at once, in the same folders; merge tells what is missing until all is there", async () => {
    expect(await label("parts", "--task", task, "--shard", "1/2")).toMatchObject({
      code: 0,
      err: expect.stringContaining("part 1 of 2: 1 of 3 recordings"),
    });
    expect(existsSync(at("parts", "index.html"))).toBe(false);
    const early = await merge("parts");
    expect(early.code).toBe(1);
    expect(errorOf(early).message).toBe("0 failed and 2 are missing");
    await label("parts", "--task", task, "--shard", "0/2");
    const { code, out } = await merge("parts", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ recordings: 3, labelled: 3, frames: 8 });
    for (const path of [
      ["one", "run"],
      ["two", "run"],
      ["strict", "last"],
    ])
      expect(await summaryOf("parts", ...path)).toEqual(await summaryOf("whole", ...path));
  });

  it("has a list of failures for each part", async () => {
    await writeFile(at("runs.jsonl"), '{"recording": "none.mcap"}\n{"recording": "last.mcap"}\n');
    const flags = ["--task", task, "--shard", "0/2"];
    const { code, out } = await label("failing", ...flags);
    expect(code).toBe(1);
    expect(out).toContain("1 of 1 failed, see failed.0-of-2.json");
    const merged = await merge("failing");
    expect(merged.out).toContain("none: bag.missing");
    expect(errorOf(merged).message).toBe("1 failed and 1 are missing");
  });

  it.each([
    [["--manifest", "runs.yaml"], "manifest.invalid"],
    [["--shard", "2/2", "x.mcap"], "usage.flag"],
    [[], "usage.argument"],
  ])("%j is refused", async (flags, code) => {
    const ended = await run(["label", "--task", task, "-o", at("no"), ...flags]);
    expect(ended.code).toBe(2);
    expect(errorOf(ended).code).toBe(code);
  });
});
