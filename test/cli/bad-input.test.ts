import { cpSync, existsSync, readdirSync, truncateSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorOf, type RunOptions, run, tinyModel } from "./program.js";
import {
  camera,
  cameraMessages,
  compressedImage,
  firstStamp,
  jpeg,
  type Message,
  period,
  rawImage,
  sceneImage,
  task,
  writeRecording,
  writeTask,
} from "./recording.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bad-input-"));
  await writeTask(folder);
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

const label = (input: string, flags: readonly string[] = [], options?: RunOptions) =>
  run(
    [
      ...["label", input, "-o", at("out"), "--csv"],
      ...(flags.includes("--task") ? [] : ["--task", at("task.yaml")]),
      ...(["--backend", "--from-facts"].some((flag) => flags.includes(flag))
        ? []
        : ["--backend", `onnx:${tinyModel}`]),
      ...flags,
    ],
    options,
  );

/** Runs, expects this end, and that nothing but a failed.json was left behind. */
const refuses = async (
  running: ReturnType<typeof label>,
  expected: { readonly exit: number; readonly code: string },
  mayStay: readonly string[] = [],
): Promise<string> => {
  const ended = await running;
  const { code, message } = errorOf(ended);
  expect({ exit: ended.code, code }).toEqual(expected);
  const left = existsSync(at("out")) ? readdirSync(at("out")) : [];
  expect(left.filter((name) => name !== "failed.json" && !mayStay.includes(name))).toEqual([]);
  await rm(at("out"), { recursive: true, force: true });
  return message;
};

/** Labels and gives the lines of the table, split into cells. */
const rowsOf = async (name: string): Promise<readonly (readonly string[])[]> => {
  const text = await readFile(join(at("out"), name, "rewards.csv"), "utf8");
  await rm(at("out"), { recursive: true });
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
};

/** By its place: a reason after it may have commas of its own. */
const valid = (row: readonly string[]): boolean => row[16] === "true";

describe("a recording that", { timeout: 120_000 }, () => {
  it("is missing", async () => {
    const message = await refuses(label(at("none.mcap")), { exit: 1, code: "bag.missing" });
    expect(message).toContain(at("none.mcap"));
  });

  it("is a folder without a recording in it", async () => {
    await mkdir(at("photos"));
    await writeFile(at("photos/a.txt"), "a");
    await refuses(label(at("photos")), { exit: 1, code: "bag.not-a-bag" });
  });

  it("is a folder without metadata.yaml is labelled", async () => {
    await mkdir(at("bare"));
    await writeRecording(at("bare/bare_0.mcap"), await cameraMessages(3));
    expect(await label(at("bare"))).toMatchObject({ code: 0 });
    expect(await rowsOf("bare")).toHaveLength(3);
  });

  it("is empty", async () => {
    const bag = await writeRecording(at("empty.mcap"), [], [camera]);
    await refuses(label(bag), { exit: 1, code: "bag.empty" });
  });

  it("was cut off by a crash is labelled as far as it goes, and says so", async () => {
    const padded = Buffer.concat([await jpeg(0), Buffer.alloc(150_000)]);
    // Large enough for several chunks: what follows a JPEG's end is ignored.
    const messages = await cameraMessages(100, (message) => ({
      ...message,
      data: compressedImage(message.logTime, padded),
    }));
    const bag = await writeRecording(at("cut.mcap"), messages);
    truncateSync(bag, Math.floor((await stat(bag)).size * 0.8));
    const ended = await label(bag);
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining("crashed") });
    const rows = await rowsOf("cut");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(100);
  });

  it("has no camera: it says what there is", async () => {
    const chatter = { topic: "/chatter", logTime: firstStamp, data: new Uint8Array(9) };
    const bag = await writeRecording(at("blind.mcap"), [chatter]);
    const message = await refuses(label(bag), { exit: 1, code: "bag.no-camera" });
    expect(message).toContain("/chatter (std_msgs/msg/String)");
  });

  it("has several cameras and none chosen: it names them", async () => {
    const left = await cameraMessages(2);
    const right = left.map((message) => ({ ...message, topic: "/right/compressed" }));
    const bag = await writeRecording(at("stereo.mcap"), [...left, ...right]);
    const message = await refuses(label(bag), { exit: 2, code: "bag.many-cameras" });
    expect(message).toContain(camera);
    expect(message).toContain("/right/compressed");
    expect(await label(bag, ["--camera", "/right/compressed"])).toMatchObject({ code: 0 });
    expect(await rowsOf("stereo")).toHaveLength(2);
  });

  const raw = (name: string, image: Partial<Parameters<typeof rawImage>[1]>) => {
    const whole = { width: 4, height: 2, encoding: "rgb8", step: 12, data: new Uint8Array(24) };
    const message: Message = {
      topic: "/camera/image_raw",
      logTime: firstStamp,
      data: rawImage(firstStamp, { ...whole, ...image }),
    };
    return writeRecording(at(`${name}.mcap`), [message]);
  };

  it("has images of an unknown encoding: it names the encoding", async () => {
    const bag = await raw("alien", { encoding: "plasma12" });
    const message = await refuses(label(bag), { exit: 1, code: "image.encoding" });
    expect(message).toContain("plasma12");
  });

  it("has images of 0×0", async () => {
    const bag = await raw("nothing", { width: 0, height: 0, step: 0, data: new Uint8Array() });
    await refuses(label(bag), { exit: 1, code: "image.size" });
  });

  it("has images with a step too short", async () => {
    await refuses(label(await raw("short", { step: 11 })), { exit: 1, code: "image.size" });
  });

  it("has a corrupt JPEG in the middle loses that frame alone, and counts it", async () => {
    const broken = (await jpeg(2)).slice(0, 200);
    const messages = await cameraMessages(5, (message, frame) =>
      frame === 2 ? { ...message, data: compressedImage(message.logTime, broken) } : message,
    );
    const ended = await label(await writeRecording(at("scratched.mcap"), messages), ["--json"]);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({
      bags: [{ frames: 5, labelled: 4, unanswered: 1, unreadable: 1 }],
    });
    expect((await rowsOf("scratched")).map(valid)).toEqual([true, true, false, true, true]);
  });

  it("has stamps that repeat or go back a little: those frames are invalid", async () => {
    const stamps = [0n, 1n, 1n, 0n, 2n].map((i) => firstStamp + i * period);
    const messages = await cameraMessages(5);
    const data = await Promise.all(
      stamps.map(async (stamp, frame) => compressedImage(stamp, await jpeg(frame))),
    );
    const bag = await writeRecording(
      at("stutter.mcap"),
      messages.map((message, i) => ({ ...message, data: data[i] ?? message.data })),
    );
    expect(await label(bag)).toMatchObject({ code: 0 });
    expect((await rowsOf("stutter")).map(valid)).toEqual([true, true, false, false, true]);
  });

  it("has stamps that jump back far: another episode begins", async () => {
    const messages = await cameraMessages(4, (message) => message);
    const back = firstStamp - 60_000_000_000n;
    const late = await Promise.all(
      messages.slice(2).map(async (message, i) => ({
        ...message,
        data: compressedImage(back + BigInt(i) * period, await jpeg(i)),
      })),
    );
    const bag = await writeRecording(at("again.mcap"), [...messages.slice(0, 2), ...late]);
    const ended = await label(bag, ["--json"]);
    expect(JSON.parse(ended.out)).toMatchObject({ bags: [{ labelled: 4, episodes: 2 }] });
    await rm(at("out"), { recursive: true });
  });

  it("is labelled already: its topics are not written twice", async () => {
    const bag = await writeRecording(at("once.mcap"), await cameraMessages(2));
    expect(await label(bag)).toMatchObject({ code: 0 });
    cpSync(at("out/once"), at("twice"), { recursive: true });
    await rm(at("out"), { recursive: true });
    const message = await refuses(label(at("twice")), { exit: 1, code: "bag.topic-clash" });
    expect(message).toContain("/spatial_reward/reward");
  });

  it("has no facts for --from-facts", async () => {
    const bag = await writeRecording(at("plain.mcap"), await cameraMessages(2));
    await refuses(label(bag, ["--from-facts"]), { exit: 1, code: "bag.no-facts" });
  });
});

describe("an output that", { timeout: 120_000 }, () => {
  let bag: string;
  beforeAll(async () => {
    bag = await writeRecording(at("fine.mcap"), await cameraMessages(40));
  });

  it("does not fit on the disk", async () => {
    // A file-size limit ends writing as a full disk does, without needing one.
    const limited = label(bag, [], { before: "ulimit -f 8" });
    const stage = [".fine.partial"]; // for the next run
    const message = await refuses(limited, { exit: 1, code: "output.write" }, stage);
    expect(message).toMatch(/limit|space/);
  });

  it("can't be written", async () => {
    await mkdir(at("locked"));
    await chmod(at("locked"), 0o555);
    // Permissions don't hold root back: the program runs as somebody else then.
    const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    await chmod(folder, 0o755);
    const ended = await run(
      [
        ...["label", bag, "-o", at("locked/out"), "--task", at("task.yaml")],
        ...["--backend", `onnx:${tinyModel}`],
      ],
      uid,
    );
    expect(ended.code).toBe(1);
    expect(errorOf(ended)).toMatchObject({ code: "output.write" });
    expect(readdirSync(at("locked"))).toEqual([]);
  });

  it("exists and was made from something else: it is left as it is", async () => {
    expect(await label(bag)).toMatchObject({ code: 0 });
    const before = await readFile(at("out/fine/rewards.csv"), "utf8");
    await writeFile(at("other.yaml"), task.replace("3 cm", "4 cm"));
    const ended = await label(bag, ["--task", at("other.yaml")]);
    expect(ended.code).toBe(1);
    expect(errorOf(ended)).toMatchObject({
      code: "output.exists",
      message: expect.stringContaining("another task"),
    });
    expect(await readFile(at("out/fine/rewards.csv"), "utf8")).toBe(before);
    await rm(at("out"), { recursive: true });
  });

  it("exists and is somebody else's folder: it is left as it is", async () => {
    await mkdir(at("out/fine"), { recursive: true });
    await writeFile(at("out/fine/thesis.tex"), "years of work");
    const ended = await label(bag);
    expect(ended.code).toBe(1);
    expect(errorOf(ended)).toMatchObject({ code: "output.exists" });
    expect(readdirSync(at("out/fine"))).toEqual(["thesis.tex"]);
    await rm(at("out"), { recursive: true });
  });
});

describe("a task file that", { timeout: 120_000 }, () => {
  const wrong = async (text: string): Promise<string> => {
    await writeFile(at("wrong.yaml"), text);
    return refuses(label(at("none.mcap"), ["--task", at("wrong.yaml")]), {
      exit: 2,
      code: "task.invalid",
    });
  };

  it("is missing", async () => {
    await refuses(label(at("none.mcap"), ["--task", at("none.yaml")]), {
      exit: 2,
      code: "task.unreadable",
    });
  });

  it.each([
    ["a folder", () => mkdir(at("no-task"), { recursive: true }), "it is a folder"],
    ["a recording", () => writeRecording(at("no-task.mcap"), []), "it is not text"],
    [
      "in another encoding",
      () => writeFile(at("no-task.txt"), "t\xe2che", "latin1"),
      "it is not text",
    ],
    ["a huge file", () => writeFile(at("no-task.big"), "#".repeat(2 << 20)), "longer than"],
  ])("is %s: that is said in a line", async (_, make, says) => {
    await make();
    const [name = ""] = readdirSync(folder).filter((each) => each.startsWith("no-task"));
    const task = ["--task", at(name)];
    const running = label(at("none.mcap"), task);
    const message = await refuses(running, { exit: 2, code: "task.unreadable" });
    expect(message).toContain(says);
    expect(message).not.toMatch(/E[A-Z]{4,}|\n/);
    await rm(at(name), { recursive: true });
  });

  it("names things in words the model has not learnt: all are told before a frame is asked", async () => {
    await writeFile(at("words.yaml"), task.replaceAll("red mug", "red mugg flurb"));
    const message = await refuses(label(at("none.mcap"), ["--task", at("words.yaml")]), {
      exit: 2,
      code: "task.vocabulary",
    });
    expect(message).toContain('"mugg" in objects.mug: "red mugg flurb"; did you mean "mug"?');
    expect(message).toContain('"flurb" in objects.mug: "red mugg flurb"');
  });

  it("is wrong in five ways: all five are told, with their lines", async () => {
    const message = await wrong(`task: ""
gripper: gripper
objects: { mug: red mug }
discount_per_second: 1.5
success_reward: lots
stages:
  reach:
    potential: "tolerance(distance(gripper, jug), 0 cm, 2 cm, 40 cm)"
    until: "distance(gripper, mug) < 3 s"
success: lift
`);
    for (const line of [1, 4, 5, 8, 9]) expect(message).toMatch(new RegExp(`\\b${line}:\\d+`));
  });

  it.each([
    "import('fs')",
    "constructor.constructor('return process')()",
    "f(x) = x; f(1)",
    "evaluate('1')",
    "mug.__proto__",
  ])("tries to escape with %s", async (expression) => {
    await wrong(task.replace(/until: ".*"/, `until: ${JSON.stringify(expression)}`));
  });

  it("adds metres to seconds", async () => {
    await wrong(
      task.replace("distance(gripper, mug) < 3 cm", "distance(gripper, mug) + 3 s < 3 cm"),
    );
  });

  it("names an unknown object: the nearest name is offered", async () => {
    const message = await wrong(
      task.replace("distance(gripper, mug) <", "distance(gripper, mog) <"),
    );
    expect(message).toContain("mug");
  });
});

describe("a model that", { timeout: 120_000 }, () => {
  const ask = (backend: string) =>
    run(["ask", sceneImage, "How far is the gripper from the red mug?", "--backend", backend]);

  const damaged = async (damage: (model: string) => Promise<void>): Promise<string> => {
    await rm(at("model"), { recursive: true, force: true });
    cpSync(tinyModel, at("model"), { recursive: true });
    await damage(at("model"));
    return `onnx:${at("model")}`;
  };

  it.each(["config.json", "preprocessor_config.json", "tokenizer.json", "onnx/answer.onnx"])(
    "lacks %s",
    async (file) => {
      const backend = await damaged((model) => rm(join(model, file)));
      const message = await refuses(ask(backend), { exit: 1, code: "model.missing" });
      expect(message).toContain(file.split("/").at(-1)?.replace(".onnx", ""));
    },
  );

  it.each(["config.json", "tokenizer.json", "onnx/vision_encoder.onnx"])(
    "has a corrupt %s",
    async (file) => {
      const backend = await damaged((model) => writeFile(join(model, file), "%%% not this"));
      await refuses(ask(backend), { exit: 1, code: "model.corrupt" });
    },
  );

  it("is misspelt: the nearest name is offered", async () => {
    const message = await refuses(ask("nanno"), { exit: 2, code: "backend.unknown" });
    expect(message).toContain("did you mean nano");
  });

  it("is damaged when recordings are to be labelled: nothing is begun", async () => {
    const backend = await damaged((model) => rm(join(model, "tokenizer.json")));
    const flags = ["--backend", backend];
    await refuses(label(at("none.mcap"), flags), { exit: 1, code: "model.missing" });
  });
});
