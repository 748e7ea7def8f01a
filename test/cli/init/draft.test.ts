import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { taskFile } from "../../../src/cli/init/draft.js";
import { goals } from "../../../src/cli/init/goals.js";
import { cameraNames, thingNames } from "../../../src/cli/init/names.js";
import { parseTask } from "../../../src/reward/index.js";

describe("a task file that init writes", () => {
  it.each(goals.map((goal) => [goal.name, goal] as const))(
    "for %s is one that is read",
    (_, goal) => {
      const draft = {
        goal,
        gripper: "robot hand",
        thing: "red mug",
        ...(goal.hasPlace && { place: "blue bowl" }),
        cameras: [
          { topic: "/camera/image_raw", depth: "/camera/depth/image_raw" },
          { topic: "/wrist/image_raw" },
        ],
        gripperFrame: "tool0",
      };
      const task = parseTask(taskFile(draft));
      expect(task.objects).toEqual({ mug: "red mug", ...(goal.hasPlace && { bowl: "blue bowl" }) });
      expect(task.cameras).toEqual({ camera: "/camera/image_raw", wrist: "/wrist/image_raw" });
      expect(task.depths).toEqual({ camera: "/camera/depth/image_raw" });
      expect(task).toMatchObject({ gripper: "robot hand", gripperFrame: { frame: "tool0" } });
      expect(task.stages.map(({ name }) => name).at(-1)).toBe(task.success);
    },
  );

  it("is read whatever things, cameras and the task are called", () => {
    const phrase = fc.string({ minLength: 1 }).filter((text) => /\S/.test(text));
    fc.assert(
      fc.property(
        fc.constantFrom(...goals),
        phrase,
        phrase,
        phrase,
        fc.array(fc.webPath(), { minLength: 1 }),
        (goal, thing, place, text, topics) => {
          fc.pre(
            new Set([thing, place, "gripper"].map((each) => each.trim().toLowerCase())).size === 3,
          );
          const cameras = [...new Set(topics.map((topic) => `/a${topic}`))].map((topic) => ({
            topic,
          }));
          const draft = {
            goal,
            text,
            gripper: "gripper",
            thing,
            ...(goal.hasPlace && { place }),
            cameras,
          };
          const task = parseTask(taskFile(draft));
          expect(Object.values(task.objects)[0]).toBe(thing.trim());
          expect(task.text).toBe(text.trim());
          expect(Object.values(task.cameras)).toEqual(cameras.map(({ topic }) => topic));
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([
    ["orange tea bottle", "blue bowl", { thing: "bottle", place: "bowl" }],
    ["red cube", "green cube", { thing: "red_cube", place: "green_cube" }],
    ["gebratener Käse", "pâté", { thing: "kase", place: "pate" }],
    ["赤いカップ", "", { thing: "thing", place: "place" }],
    ["max", "min", { thing: "thing", place: "place" }],
    ["thing", "place", { thing: "thing", place: "place" }],
  ])("names %s and %s", (thing, place, names) => {
    expect(thingNames(thing, place)).toEqual(names);
  });

  it("names cameras by what tells them apart", () => {
    expect(
      cameraNames([
        "/camera/image_raw",
        "/wrist/color/image_raw",
        "observation.images.top",
        "/camera/rgb",
      ]),
    ).toEqual(["camera", "wrist", "top", "camera_2"]);
  });
});
