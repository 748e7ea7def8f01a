import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { findInputs } from "../../src/eval/inputs.js";

it("finds the recordings that label wrote, however deep they had to be put to be told apart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "inputs-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = [
    "pick/pick.mcap",
    "run_1/camera/camera.mcap",
    "lab/run_2/camera/metadata.yaml",
    "failed.json",
    ".work/x/x.mcap",
  ];
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), "");
  }
  const found = ["lab/run_2/camera", "pick", "run_1/camera"].map((name) => join(folder, name));
  expect(await findInputs([folder])).toEqual({ recordings: found, datasets: [] });
});
