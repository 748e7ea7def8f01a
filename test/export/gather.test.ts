import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labelledAt } from "../../src/export/labelled.js";
import { Gallery } from "../../src/export/pictures.js";
import { parseSignal } from "../../src/export/signal.js";
import { approach, jobOf, labelledFolder, mapped } from "./labelled-folder.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "export-"));
  await labelledFolder(join(root, "all", "reach_2"));
  await labelledFolder(join(root, "all", "reach_10"), approach.slice(0, 6));
});
afterAll(() => rm(root, { recursive: true }));

describe("labelled recordings", () => {
  it("are found in a folder, in the order of their numbers", async () => {
    const found = await labelledAt([join(root, "all")]);
    expect(found.map(({ name }) => name)).toEqual(["reach_2", "reach_10"]);
  });

  it.each([
    ["nowhere", "no such folder"],
    ["", "label has made nothing here"],
  ])("are not found at %j, which is said", async (name, why) => {
    const empty = await mkdtemp(join(root, "empty-"));
    await expect(labelledAt([join(empty, name)])).rejects.toMatchObject({
      code: "export.unlabelled",
      message: expect.stringContaining(why),
    });
  });

  it("become episodes up to the frame that succeeds, with what the robot did", async () => {
    const { data, tally, recordings } = await jobOf([join(root, "all")]);
    for (const recording of recordings) await recording.close();
    const { episodes, ...columns } = data;
    expect(columns).toEqual({
      fps: 10,
      stateNames: ["position.elbow", "position.wrist"],
      actionNames: ["data.0", "data.1", "data.2"],
      distanceKeys: ["distance(gripper,mug)"],
    });
    expect(episodes.map(({ steps }) => steps.length)).toEqual([14, 6]);
    const [first] = episodes;
    expect(first?.transitions.at(-1)).toMatchObject({ success: true, terminated: true });
    expect(first?.state?.map(([elbow]) => elbow)).toEqual(first?.steps.map((_, i) => i / 10));
    expect(first?.action?.map(([value]) => value)).toEqual(first?.steps.map((_, i) => i));
    expect(tally.reasons()).toEqual([
      expect.objectContaining({ what: expect.stringContaining("reward is not known"), count: 2 }),
    ]);
  });

  it("have a picture for every step", async () => {
    const { data, tally, recordings } = await jobOf([join(root, "all")]);
    const counts: number[] = [];
    for await (const { pictures } of new Gallery(tally).episodes(data.episodes)) {
      const reds: number[] = [];
      for await (const { data: rgb } of pictures) reds.push(rgb[0] ?? -1);
      counts.push(reds.length);
      for (const [i, red] of reds.entries()) expect(Math.abs(red - i * 7)).toBeLessThan(5);
    }
    expect(counts).toEqual([14, 6]);
    for (const recording of recordings) await recording.close();
  });
});

describe("a signal that can't be mapped", () => {
  it.each([
    ["/no_such", "has no topic /no_such; it has /camera/image_raw/compressed, /cmd"],
    ["/joint_states.postion", 'has no numbers under "postion"; it has position.elbow'],
    ["/joint_states", "effort.elbow is no finite number in 14 of 14 steps"],
  ])("%s is refused, with what there is", async (text, why) => {
    const settings = { ...mapped, state: [parseSignal(text, "--state")] };
    await expect(jobOf([join(root, "all", "reach_2")], settings)).rejects.toMatchObject({
      code: "export.signal",
      message: expect.stringContaining(why),
    });
  });

  it("is told by its form", () => {
    expect(() => parseSignal("joint_states", "--state")).toThrow(/--state: must be a topic/);
  });
});
