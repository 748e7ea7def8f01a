import { cp, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knownDataset } from "../../../src/source/lerobot/known-dataset.js";

let root: string;
let path: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "known-dataset-"));
  path = join(root, "image");
  await cp("test/fixtures/lerobot/image", path, { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

describe("a LeRobot data set that is known", () => {
  it("is not read again for its next episode", async () => {
    expect(await knownDataset(path)).toBe(await knownDataset(path));
  });

  it("is read again when it was written anew", async () => {
    const before = await knownDataset(path);
    const info = join(path, "meta", "info.json");
    await writeFile(info, (await readFile(info, "utf8")).replace(/"fps": \d+/, '"fps": 7'));
    await utimes(info, new Date(), new Date(Date.now() + 5000));
    expect(before.fps).not.toBe(7);
    expect(await knownDataset(path)).toMatchObject({ fps: 7 });
  });

  it("is tried again where it could not be read", async () => {
    const info = join(path, "meta", "info.json");
    const text = await readFile(info, "utf8");
    await writeFile(info, "{");
    await expect(knownDataset(path)).rejects.toMatchObject({ code: "dataset.invalid" });
    await writeFile(info, text);
    expect(await knownDataset(path)).toMatchObject({ fps: 7 });
  });
});
