import { describe, expect, it } from "vitest";
import { planRecordings } from "../../src/batch/index.js";

const names = async (...wanted: Parameters<typeof planRecordings>[0]) =>
  (await planRecordings(wanted)).map(({ name }) => name);

describe("the plan of many recordings", () => {
  it("names outputs as it is told, and the others by what tells them apart", async () => {
    expect(
      await names(
        { recording: "/a/run.mcap" },
        { recording: "/b/run.mcap" },
        { recording: "/c/run.mcap", output: "mine" },
      ),
    ).toEqual(["a/run", "b/run", "mine"]);
  });

  it("labels one recording by two tasks, if each has an output of its own", async () => {
    expect(
      await names(
        { recording: "/a/run.mcap", output: "pick/run" },
        { recording: "/a/run.mcap", output: "place/run" },
      ),
    ).toEqual(["pick/run", "place/run"]);
  });

  it("takes a data set's episodes one by one, below the output that was named for it", async () => {
    const recording = "test/fixtures/lerobot/image";
    const episodes = [0, 1, 2].map((index) => `episode_00000${index}`);
    expect(await names({ recording })).toEqual(episodes.map((each) => `image_${each}`));
    expect(await names({ recording, output: "grey" })).toEqual(
      episodes.map((each) => `grey/${each}`),
    );
  });

  it.each([
    [["same", "same"], "the same as"],
    [["a", "a/b"], "in that of"],
    [["a/b/c", "a"], "in that of"],
  ])("outputs %j are refused", async (outputs, why) => {
    const wanted = outputs.map((output, at) => ({ recording: `/${at}.mcap`, output }));
    await expect(planRecordings(wanted)).rejects.toThrow(why);
  });

  it("an output of that name and a recording of that name are refused", async () => {
    await expect(
      planRecordings([{ recording: "/x/run.mcap" }, { recording: "/y.mcap", output: "run" }]),
    ).rejects.toThrow("the same as");
  });
});
