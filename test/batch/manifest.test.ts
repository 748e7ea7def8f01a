import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readManifest } from "../../src/batch/index.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "manifest-"));
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (text: string) => {
  const path = join(folder, "runs.jsonl");
  await writeFile(path, text);
  return readManifest(path);
};

describe("a manifest", () => {
  it("names recordings, tasks and outputs, from its own folder, in the order of its lines", async () => {
    const text = [
      '{"recording": "b.mcap"}',
      "",
      '{"recording": "/data/a.mcap", "task": "../pick.yaml", "output": "site-3/run/"}\r',
      "",
    ].join("\n");
    expect(await read(text)).toEqual([
      { recording: join(folder, "b.mcap") },
      {
        recording: "/data/a.mcap",
        task: join(tmpdir(), "pick.yaml"),
        output: "site-3/run",
      },
    ]);
  });

  it.each([
    ["", "names no recording"],
    ["\n\n", "names no recording"],
    ["a.mcap", "line 1: is no JSON"],
    ['{"recording": "a.mcap"}\n"b.mcap"', "line 2: Invalid input"],
    ['{"task": "pick.yaml"}', "line 1: recording: "],
    ['{"recording": ""}', "line 1: recording: "],
    ['{"recording": "a.mcap", "ouput": "a"}', 'Unrecognized key: "ouput"'],
    ['{"recording": "a.mcap", "output": "/etc"}', "must be a folder below -o"],
    ['{"recording": "a.mcap", "output": "../a"}', "must be a folder below -o"],
    ['{"recording": "a.mcap", "output": "a/../.."}', "must be a folder below -o"],
    ['{"recording": "a.mcap", "output": "."}', "must be a folder below -o"],
    ['{"recording": "a.mcap", "output": "site-1/.run"}', "begins without a dot"],
  ])("%j is refused: %s", async (text, why) => {
    await expect(read(text)).rejects.toMatchObject({
      code: "manifest.invalid",
      message: expect.stringContaining(why),
    });
  });

  it("that can't be read is refused in words", async () => {
    await expect(readManifest(join(folder, "none.jsonl"))).rejects.toMatchObject({
      code: "manifest.invalid",
      message: expect.stringContaining("no such file"),
    });
  });
});
