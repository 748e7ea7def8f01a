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

  it("says where the gripper's tool centre point is in TF, and which depth image belongs to a camera", () => {
    const task = parseTask(
      placeTask.replace(
        /cameras: .*/,
        `gripper_frame: { frame: tool0, offset: [0 cm, -5 mm, 10 cm] }
cameras:
  front: { image: /front/image_raw, depth: /front/aligned_depth }
  side: /side/image_raw`,
      ),
    );
    expect(task.cameras).toEqual({ front: "/front/image_raw", side: "/side/image_raw" });
    expect(Object.keys(task.cameras)).toEqual(["front", "side"]);
    expect(task.depths).toEqual({ front: "/front/aligned_depth" });
    expect(task.gripperFrame).toEqual({ frame: "tool0", offset: [0, -0.005, 0.1] });
    const inShort = parseTask(`${placeTask}gripper_frame: tool0\n`);
    expect(inShort.gripperFrame).toEqual({ frame: "tool0", offset: [0, 0, 0] });
    expect(inShort.depths).toBeUndefined();
  });

  it("says which lengths are known, by the phrases that a model is asked about", () => {
    const task = parseTask(
      `${placeTask.replace("gripper: gripper", "gripper: robot hand")}known: { bottle.height: 21 cm, gripper.width: 80 mm, table.height: -0.02 m }\n`,
    );
    expect(task.known).toEqual([
      { name: "bottle", thing: "orange tea bottle", dimension: "height", metres: 0.21 },
      { name: "gripper", thing: "robot hand", dimension: "width", metres: 0.08 },
      { name: "table", thing: "table", dimension: "height", metres: -0.02 },
    ]);
    expect(parseTask(placeTask).known).toBeUndefined();
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
      't.yaml:5:1: unknown setting "discount_per_secnd"; did you mean "discount_per_second"? known: task, gripper, objects, gripper_frame, cameras, known, discount_per_second, success_reward, min_trust, success_trust, hysteresis, max_still, max_speed, time_limit, stages, success',
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
      /4:19: cameras\.front: must be an image topic, such as \/camera\/image_raw, or of a LeRobot data set observation\.images\.front; got "camera\/image_raw"/,
    ],
    [
      "a camera that is a number",
      (t) => t.replace("/camera/image_raw", "7"),
      /4:19: cameras\.front: must be an image topic, such as \/camera\/image_raw; got 7/,
    ],
    [
      "a camera in full without its image",
      (t) => t.replace("/camera/image_raw", "{ depth: /camera/depth }"),
      /4:19: cameras\.front\.image: is missing; give an image topic/,
    ],
    [
      "a camera in full with an unknown setting",
      (t) => t.replace("/camera/image_raw", "{ image: /a, dept: /b }"),
      /4:32: cameras\.front: unknown setting "dept"; did you mean "depth"\? known: image, depth/,
    ],
    [
      "a depth topic without a slash",
      (t) => t.replace("/camera/image_raw", "{ image: /a, depth: b }"),
      /4:39: cameras\.front\.depth: must be the topic of a depth image, such as/,
    ],
    [
      "a depth topic that is the image's",
      (t) => t.replace("/camera/image_raw", "{ image: /a, depth: /a }"),
      /4:39: cameras\.front\.depth: is the topic of its image, too/,
    ],
    [
      "an empty gripper frame",
      (t) => `${t}gripper_frame: ""\n`,
      /18:16: gripper_frame: must be the name of a TF frame, such as tool0; got ""/,
    ],
    [
      "a gripper frame without its name",
      (t) => `${t}gripper_frame: { offset: [0 cm, 0 cm, 10 cm] }\n`,
      /18:16: gripper_frame\.frame: is missing/,
    ],
    [
      "an offset without units",
      (t) => `${t}gripper_frame: { frame: tool0, offset: [0, 0, 0.1] }\n`,
      /18:41: gripper_frame\.offset\.0: must be a length with its unit \(mm, cm.*got 0\n.*\n.*offset\.2/,
    ],
    [
      "an offset of two lengths",
      (t) => `${t}gripper_frame: { frame: tool0, offset: [0 cm, 0 cm] }\n`,
      /18:40: gripper_frame\.offset.*(three lengths|is missing)/,
    ],
    [
      "a known length without a unit",
      (t) => `${t}known: { bottle.height: 21 }\n`,
      /18:25: known\.bottle\.height: must be a length with its unit .* such as 21 cm; got 21/,
    ],
    [
      "a known length that is a time",
      (t) => `${t}known: { bottle.height: 21 s }\n`,
      /known\.bottle\.height: must be a length with its unit/,
    ],
    [
      "a known length of nothing",
      (t) => `${t}known: { bottle.height: 0 cm }\n`,
      /18:25: known\.bottle\.height: must be a length above 0; got "0 cm"/,
    ],
    [
      "a known length of an unknown object",
      (t) => `${t}known: { botle.height: 21 cm }\n`,
      /18:10: known: unknown name "botle"; did you mean "bottle"\? known: gripper, bottle, bowl, table/,
    ],
    [
      "a known length in an unknown dimension",
      (t) => `${t}known: { bottle.hight: 21 cm }\n`,
      /18:10: known: unknown dimension of bottle "hight"; did you mean "height"\? known: width, height, depth/,
    ],
    [
      "a known height of the gripper",
      (t) => `${t}known: { gripper.height: 21 cm }\n`,
      /known: unknown dimension of gripper "height";.*known: width/,
    ],
    [
      "a known length of a name alone",
      (t) => `${t}known: { bottle: 21 cm }\n`,
      /18:10: known: "bottle" must be a name and a dimension, such as bottle\.height/,
    ],
    [
      "a known height of an object that is called table",
      (t) => `${t.replaceAll("bowl", "table")}known: { table.height: 70 cm }\n`,
      /18:10: known: "table\.height" would be of what things stand on; give the object "table" another name/,
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
