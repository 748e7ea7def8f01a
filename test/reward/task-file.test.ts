import { describe, expect, it } from "vitest";
import { SpatialRewardError } from "../../src/core/index.js";
import { parseTask } from "../../src/reward/index.js";
import { placeTask } from "./examples.js";

const problemsOf = (text: string): readonly string[] => {
  try {
    parseTask(text, { path: "t.yaml" });
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(SpatialRewardError);
    if (thrown instanceof SpatialRewardError) {
      expect(thrown.code).toBe("task.invalid");
      return thrown.message.split("\n");
    }
  }
  return [];
};

describe("a right task file", () => {
  it("is read whole", () => {
    const task = parseTask(placeTask);
    expect(task).toMatchObject({
      text: "put the orange tea bottle into the blue bowl",
      gripper: "gripper",
      objects: { bottle: "orange tea bottle", bowl: "blue bowl" },
      cameras: { front: "/camera/image_raw" },
      discountPerSecond: 0.9,
      successReward: 1,
      timeLimit: 30,
      success: "place",
      source: placeTask,
    });
    expect(task.stages.map(({ name, hold }) => [name, hold])).toEqual([
      ["reach", 0.3],
      ["place", 0.5],
    ]);
  });

  it("tells which questions to ask, each once, in the phrases of the file", () => {
    const task = parseTask(placeTask.replace("gripper: gripper", "gripper: robot hand"));
    expect(task.needs).toEqual([
      {
        key: "distance(gripper,bottle)",
        subject: "gripper",
        object: "bottle",
        query: { relation: "distance", subject: "robot hand", object: "orange tea bottle" },
      },
      {
        key: "distance(bottle,bowl)",
        subject: "bottle",
        object: "bowl",
        query: { relation: "distance", subject: "orange tea bottle", object: "blue bowl" },
      },
    ]);
    expect(task.stages.map(({ needs }) => needs)).toEqual([
      ["distance(gripper,bottle)"],
      ["distance(bottle,bowl)"],
    ]);
  });

  it("asks a symmetric question once, whichever way round it is written, and others as written", () => {
    const text = placeTask
      .replace(
        '"distance(gripper, bottle) < 3 cm"',
        '"distance(bottle, gripper) < 3 cm and on(bowl, bottle) > 0.5"',
      )
      .replace('"distance(bottle, bowl) < 5 cm"', '"visible(bowl) > 0.5"');
    expect(parseTask(text).needs.map(({ key }) => key)).toEqual([
      "distance(gripper,bottle)",
      "on(bowl,bottle)",
      "distance(bottle,bowl)",
      "visible(bowl)",
    ]);
  });

  it("has defaults for all but what the task is", () => {
    const task = parseTask(`
task: touch it
objects: { mug: red mug }
stages:
  touch: { potential: "touching(gripper, mug)", until: "touching(gripper, mug) > 0.5" }
success: touch
`);
    expect(task).toMatchObject({
      gripper: "gripper",
      cameras: {},
      discountPerSecond: 0.9,
      successReward: 1,
    });
    expect(task.timeLimit).toBeUndefined();
    expect(task.stages[0]?.hold).toBe(0);
  });

  it("may write expressions over several lines", () => {
    const folded = placeTask.replace(
      '"distance(gripper, bottle) < 3 cm"',
      ">-\n      distance(gripper, bottle) < 3 cm\n      and visible(bottle) > 0.5",
    );
    expect(parseTask(folded).needs.map(({ key }) => key)).toContain("visible(bottle)");
  });
});

describe("a wrong task file", () => {
  it("gets all its problems at once, with line and column", () => {
    const wrong = placeTask
      .replace("discount_per_second: 0.9", "discount_per_secnd: 0.9")
      .replace("success_reward: 1", "success_reward: lots")
      .replace("time_limit: 30 s", "time_limit: 30")
      .replace("distance(gripper, bottle) < 3 cm", "distance(gripper, botle) < 3 cm")
      .replace("distance(bottle, bowl) < 5 cm", "distance(bottle, bowl) + 2 s < 5 cm")
      .replace("success: place", "success: plaice");
    expect(problemsOf(wrong)).toEqual([
      't.yaml:5:1: unknown setting "discount_per_secnd"; did you mean "discount_per_second"? known: task, gripper, objects, cameras, discount_per_second, success_reward, time_limit, stages, success',
      't.yaml:6:17: success_reward: must be a number of at least 0; got "lots"',
      "t.yaml:7:13: time_limit: must be a time with its unit (ms, s, min, h), such as 0.5 s; got 30",
      't.yaml:11:31: stages.reach.until: unknown object "botle"; did you mean "bottle"? known: gripper, bottle, bowl',
      "t.yaml:15:13: stages.place.until: adds a length and a time",
      't.yaml:17:10: success: unknown stage "plaice"; did you mean "place"? known: reach, place',
    ]);
  });

  const oneWrong: readonly (readonly [string, (text: string) => string, RegExp])[] = [
    ["no task", (t) => t.replace(/^task:.*\n/, ""), /^t\.yaml:1:1: task: is missing; give what/],
    ["an empty task", (t) => t.replace(/^task:.*\n/, 'task: ""\n'), /1:7: task: must be .*got ""/],
    ["an empty file", () => "", /^t\.yaml:1:1: task: is missing/],
    ["a list", () => "- a\n- b\n", /^t\.yaml:1:1: must be a task file: settings by name; got/],
    [
      "no stages",
      (t) => t.replace(/stages:[\s\S]*success:/, "stages: {}\nsuccess:"),
      /at least one stage/,
    ],
    [
      "a discount of 0",
      (t) => t.replace("second: 0.9", "second: 0"),
      /5:22: discount_per_second: must be a number above 0 and up to 1; got 0/,
    ],
    [
      "a discount above 1",
      (t) => t.replace("second: 0.9", "second: 1.1"),
      /above 0 and up to 1; got 1.1/,
    ],
    [
      "a hold in centimetres",
      (t) => t.replace("0.3 s", "0.3 cm"),
      /12:11: stages\.reach\.hold: must be a time/,
    ],
    ["a negative hold", (t) => t.replace("0.3 s", "-0.3 s"), /must be a time.*got "-0.3 s"/],
    [
      "an unknown stage setting",
      (t) => t.replace("hold: 0.3", "holds: 0.3"),
      /12:5: stages\.reach: unknown setting "holds"; did you mean "hold"\?/,
    ],
    [
      "a stage without until",
      (t) => t.replace(/ {4}until: "distance\(g.*\n/, ""),
      /stages\.reach\.until: is missing/,
    ],
    [
      "a topic without a slash",
      (t) => t.replace("/camera/", "camera/"),
      /4:19: cameras\.front: must be an image topic, such as \/camera\/image_raw/,
    ],
    [
      "an object named as a function",
      (t) => t.replaceAll("bowl", "gap"),
      /3:39: objects: "gap" already means something/,
    ],
    [
      "an object named as a value",
      (t) => t.replace("bowl: blue", "NaN: blue"),
      /objects: "NaN" already means/,
    ],
    [
      "an object that is called what the gripper is",
      (t) => t.replace("bowl: blue bowl", "bowl: gripper"),
      /3:39: objects: "gripper" is also what gripper is called/,
    ],
    [
      "an object named gripper",
      (t) => t.replace("bowl: blue", "gripper: blue"),
      /objects: "gripper" already means/,
    ],
    [
      "an object named __proto__",
      (t) => t.replace("bowl: blue", "__proto__: blue"),
      /objects: "__proto__" can't name an object/,
    ],
    [
      "an object with a dash",
      (t) => t.replace("bowl: blue", "a-b: blue"),
      /objects: "a-b" can't name an object/,
    ],
    [
      "two names for one phrase",
      (t) => t.replace("bowl: blue bowl", "bowl: Orange tea bottle"),
      /is also what bottle is called/,
    ],
    [
      "success before the last stage",
      (t) => t.replace("success: place", "success: reach"),
      /"reach" is not the last stage; success is the end of place/,
    ],
    [
      "a setting given twice",
      (t) => `${t}success_reward: 2\n`,
      /^t\.yaml:18:1: the same setting is given twice/,
    ],
    ["broken YAML", (t) => t.replace("{ bottle", "{ { bottle"), /^t\.yaml:\d+:\d+: /],
    [
      "a potential that is a length",
      (t) =>
        t.replace(
          '"tolerance(distance(gripper, bottle), 0 cm, 2 cm, 40 cm)"',
          '"distance(gripper, bottle)"',
        ),
      /10:17: stages\.reach\.potential: a potential must be a plain number.*got a length/,
    ],
    [
      "a condition that is a number",
      (t) => t.replace("distance(gripper, bottle) < 3 cm", "touching(gripper, bottle)"),
      /11:13: stages\.reach\.until: a condition must be true or false; got a probability: compare it/,
    ],
  ];
  it.each(oneWrong)("%s", (_name, bend, expected) => {
    expect(problemsOf(bend(placeTask)).join("\n")).toMatch(expected);
  });

  it("never lets an alias bomb grow", () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg"])
      bomb.push(
        `${to}: &${to} [*${from},*${from},*${from},*${from},*${from},*${from},*${from},*${from}]`,
      );
    expect(problemsOf(bomb.join("\n"))[0]).toMatch(/alias/);
  });
});
