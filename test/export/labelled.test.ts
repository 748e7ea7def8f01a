import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Labelled, labelledAt, sourceFinder } from "../../src/export/labelled.js";
import { fingerprint } from "../../src/label/index.js";
import { cameraMessages, writeRecording } from "../cli/recording.js";
import { labelledFolder } from "./labelled-folder.js";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "labelled-"));
});
afterAll(() => rm(root, { recursive: true }));

describe("what label has made", () => {
  const namesAt = async (...paths: readonly string[]): Promise<readonly string[]> =>
    (await labelledAt(paths.map((path) => join(root, path)))).map(({ name }) => name);

  beforeAll(async () => {
    for (const path of ["a/pick", "a/place", "b/pick"]) await labelledFolder(join(root, path));
  });

  it("is called as its folder, in the one that was given", async () => {
    expect(await namesAt("a")).toEqual(["pick", "place"]);
    expect(await namesAt(".")).toEqual(["a/pick", "a/place", "b/pick"]);
    expect(await namesAt("a/pick", "a/place")).toEqual(["pick", "place"]);
  });

  it("is told apart from others of its name", async () => {
    expect(await namesAt("a", "b")).toEqual(["a/pick", "place", "b/pick"]);
    expect(await namesAt("a/pick", "b/pick")).toEqual(["a/pick", "b/pick"]);
  });

  it("counts once", async () => {
    await expect(namesAt("a", "a/pick")).rejects.toMatchObject({ code: "usage.argument" });
  });
});

describe("the source of labels that were written apart", () => {
  let sources: readonly string[];
  const labelled = async (input: string, name: string): Promise<Labelled> => ({
    path: join(root, "labels", name),
    name,
    madeFrom: {
      input: [...(await fingerprint([input]))],
      taskSha256: "",
      facts: { from: "stored facts" },
      options: { csv: false, sidecar: true },
    },
  });

  beforeAll(async () => {
    const [one, two, three] = await Promise.all([2, 3, 4].map((frames) => cameraMessages(frames)));
    sources = await Promise.all([
      writeRecording(join(root, "run_1", "camera.mcap"), one ?? []),
      writeRecording(join(root, "run_2", "camera.mcap"), two ?? []),
      writeRecording(join(root, "other.mcap"), three ?? []),
    ]);
  });

  it("is told by its bytes from one of the same name", async () => {
    const find = await sourceFinder(sources);
    for (const [at, name] of ["run_1/camera", "run_2/camera"].entries()) {
      const source = sources[at] ?? "";
      expect(await find(await labelled(source, name))).toBe(source);
    }
  });

  it("is found by its file's name where its output was called otherwise", async () => {
    const find = await sourceFinder(sources);
    for (const source of sources)
      expect(await find(await labelled(source, "site-3/first"))).toBe(source);
  });

  it("is none that is called so and is another", async () => {
    const find = await sourceFinder(sources.slice(1));
    await expect(find(await labelled(sources[0] ?? "", "run_1/camera"))).rejects.toMatchObject({
      code: "export.unlabelled",
      message: expect.stringContaining(`something else than ${sources[1]}`),
    });
  });

  it("must be among those that are named", async () => {
    const find = await sourceFinder(sources.slice(0, 2));
    await expect(find(await labelled(sources[2] ?? "", "other"))).rejects.toMatchObject({
      code: "export.unlabelled",
      message: expect.stringContaining("--source must name other.mcap"),
    });
  });
});
