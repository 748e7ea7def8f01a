import { describe, expect, it } from "vitest";
import { tasksFor } from "../../src/cli/serve-task.js";
import type { Backend } from "../../src/vlm/index.js";
import { task } from "../serve/asking.js";

const backend: Pick<Backend, "identity" | "vocabulary"> & Backend = {
  identity: { source: "nano", name: "fake", version: "1", hash: "" },
  ask: async () => [],
  close: async () => undefined,
};

const taskOf = tasksFor([task], backend);

describe("the task of a request", () => {
  it("is the file's whose task it is, whatever its case, spaces and full stop", () => {
    expect(taskOf({ instruction: "Reach  the mug." })).toBe(task);
  });

  it.each([
    ["pick up the red mug", ["gripper", "red mug"], ["reach", "lift"]],
    ["Pick up a red mug.", ["gripper", "red mug"], ["reach", "lift"]],
    ["move the gripper to blue bowl", ["gripper", "blue bowl"], ["reach"]],
  ])("is read from %s", (instruction, [subject, object], stages) => {
    const read = taskOf({ instruction });
    expect(read.stages.map(({ name }) => name)).toEqual(stages);
    expect(read.needs[0]?.query).toMatchObject({ relation: "distance", subject, object });
  });

  it("has two things where something is brought to another", () => {
    const { objects } = taskOf({ instruction: "bring the red mug to the blue bowl" });
    expect(Object.values(objects)).toEqual(["red mug", "blue bowl"]);
  });

  it("is the request's own file before all others, and read once", () => {
    const own = { instruction: "reach the mug", task: task.source };
    expect(taskOf(own)).not.toBe(task);
    expect(taskOf(own)).toBe(taskOf(own));
  });

  it("is refused where nothing says it, with what is known", () => {
    expect(() => taskOf({ instruction: "fold the towel" })).toThrow(
      /reach the mug; move the gripper/,
    );
  });

  it("is refused where the model has no words for it", () => {
    const unknownIn = () => [{ word: "zarf", phrase: "zarf" }];
    const narrow = tasksFor([], { ...backend, vocabulary: { words: ["mug"], unknownIn } });
    expect(() => narrow({ instruction: "pick up the zarf" })).toThrow(/has not learnt/);
  });
});
