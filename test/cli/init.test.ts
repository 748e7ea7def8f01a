import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorOf, run, tinyModel } from "./program.js";
import { cameraMessages, writeRecording } from "./recording.js";

let folder: string;
let bag: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "init-"));
  bag = await writeRecording(join(folder, "run.mcap"), await cameraMessages(3));
});
afterAll(() => rm(folder, { recursive: true }));

const backend = ["--backend", `onnx:${tinyModel}`];
const init = (...flags: readonly string[]) =>
  run(["init", bag, ...flags, ...backend], { cwd: folder });
const pick = ["--goal", "pick", "--object", "red mug"];

describe("init", { timeout: 120_000 }, () => {
  it("writes a task file that task check takes, and says what comes next", async () => {
    const { code, out, err } = await init(...pick);
    expect(code).toBe(0);
    expect(err).toContain("1 camera\n  /camera/image_raw, 3 frames\n");
    expect(out).toContain("run.yaml: pick up the red mug\n");
    expect(out).toMatch(/next: spatial-reward label .*run\.mcap --task run\.yaml -o out\n$/);
    const check = await run(["task", "check", "run.yaml", "--bag", bag, ...backend], {
      cwd: folder,
    });
    expect(check.code).toBe(0);
  });

  it("leaves a file alone that is there, unless told otherwise", async () => {
    const path = join(folder, "mine.yaml");
    await writeFile(path, "mine");
    const refused = await init(...pick, "-o", path);
    expect(errorOf(refused).code).toBe("output.exists");
    expect(await readFile(path, "utf8")).toBe("mine");
    const { code, out } = await init(...pick, "-o", path, "--overwrite", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      task: path,
      recordedCameras: [{ topic: "/camera/image_raw", frames: 3 }],
      recording: { frames: 3, lens: "assumed" },
    });
    expect(await readFile(path, "utf8")).toContain('mug: "red mug"');
  });

  it.each([
    [["--goal", "reach"], "usage.flag", 2],
    [["--goal", "juggle"], "usage.argument", 2],
    [["--goal", "reach", "--object", "red flurb"], "task.vocabulary", 2],
    [["--goal", "reach", "--object", "red mug", "--camera", "/side"], "bag.no-camera", 1],
  ])("writes nothing with %j", async (flags, code, exit) => {
    const path = join(folder, "none.yaml");
    const ended = await init(...flags, "-o", path);
    expect(ended.code).toBe(exit);
    expect(errorOf(ended).code).toBe(code);
    await expect(readFile(path)).rejects.toThrow();
  });
});
