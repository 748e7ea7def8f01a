import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stampOf } from "../../src/core/index.js";
import { parseEpisodeSplit } from "../../src/label/episodes.js";
import { createEpisodeStarts } from "../../src/scene/index.js";

const starts = async (split: string | undefined, seconds: readonly number[]): Promise<number[]> => {
  const episodes = createEpisodeStarts(
    split === undefined ? undefined : await parseEpisodeSplit(split),
  );
  return seconds.filter((t) => episodes.startsAt(stampOf(t)));
};

describe("--episodes", () => {
  it("makes one episode of a recording when absent", async () => {
    expect(await starts(undefined, [0, 1, 50])).toEqual([]);
  });

  it("gap:2 splits where more than two seconds are missing", async () => {
    expect(await starts("gap:2", [0, 1, 3, 5.1, 6])).toEqual([5.1]);
  });

  it("file: splits at the first frame from each stamp on", async () => {
    const folder = await mkdtemp(join(tmpdir(), "episodes-"));
    await writeFile(join(folder, "starts"), "# two\n3000000000\n\n1500000000\n");
    expect(await starts(`file:${join(folder, "starts")}`, [1, 2, 3, 4])).toEqual([2, 3]);
    await rm(folder, { recursive: true });
  });

  it("topic: splits at the first frame after each message, but not before the first frame", async () => {
    const episodes = createEpisodeStarts(await parseEpisodeSplit("topic:/reset"));
    episodes.reset();
    expect(episodes.startsAt(1n)).toBe(false);
    episodes.reset();
    episodes.reset();
    expect(episodes.startsAt(2n)).toBe(true);
    expect(episodes.startsAt(3n)).toBe(false);
  });

  it.each(["", "gap", "gap:", "gap:-1", "topic:reset", "file:", "every:3", "file:/no/such/file"])(
    'refuses "%s"',
    async (text) => {
      await expect(parseEpisodeSplit(text)).rejects.toMatchObject({ code: "usage.argument" });
    },
  );

  it("refuses a file with anything but stamps, and names the line", async () => {
    const folder = await mkdtemp(join(tmpdir(), "episodes-"));
    await writeFile(join(folder, "starts"), "12\nnoon\n");
    await expect(parseEpisodeSplit(`file:${join(folder, "starts")}`)).rejects.toThrow("noon");
    await rm(folder, { recursive: true });
  });
});
