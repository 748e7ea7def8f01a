import { mkdirSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { decodeFacts, decodeReward } from "../../src/messages/index.js";
import { type Ended, run, tinyModel } from "./program.js";
import {
  camera,
  cameraMessages,
  firstStamp,
  period,
  truthMessages,
  writeRecording,
  writeTask,
} from "./recording.js";

const frames = 12;
let folder: string;
let bag: string;
let task: string;
let ended: Ended;

const label = (inputs: readonly string[], output: string, ...flags: readonly string[]) =>
  run(["label", ...inputs, "--task", task, "-o", join(folder, output), ...flags]);

const withModel = ["--backend", `onnx:${tinyModel}`];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "label-"));
  const messages = [...(await cameraMessages(frames)), ...truthMessages(frames)];
  bag = await writeRecording(join(folder, "reach.mcap"), messages);
  task = await writeTask(folder);
  ended = await label([bag], "out", ...withModel, "--csv", "--json");
}, 300_000);

afterAll(() => rm(folder, { recursive: true }));

const out = (name: string): string => join(folder, "out", "reach", name);

describe("label", () => {
  it("ends with 0 and one JSON document", () => {
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({
      bags: [
        {
          input: bag,
          output: join(folder, "out", "reach"),
          frames,
          labelled: frames,
          unanswered: 0,
          unreadable: 0,
          success: false,
          truth: { count: frames, within: { "50-200": expect.any(Number) }, successCorrect: true },
        },
      ],
    });
  });

  it("leaves the recording, the tables, the report and the summary, and nothing else", () => {
    expect(readdirSync(join(folder, "out"))).toEqual(["reach"]);
    expect(readdirSync(out("")).sort()).toEqual([
      "metadata.yaml",
      "reach.mcap",
      "report.html",
      "rewards.csv",
      "rewards.parquet",
      "summary.json",
    ]);
  });

  it("adds a reward and facts for every frame, logged when its image was", async () => {
    const labelled = await openBag(out("reach.mcap"));
    const topics = ["/spatial_reward/reward", "/spatial_reward/facts"];
    const stamps: Record<string, bigint[]> = { [topics[0] ?? ""]: [], [topics[1] ?? ""]: [] };
    for await (const { topic, logTime, data } of labelled.messages({ topics })) {
      const { stamp } = topic.endsWith("reward") ? decodeReward(data) : decodeFacts(data);
      expect(stamp).toBe(logTime);
      stamps[topic]?.push(stamp);
    }
    await labelled.close();
    const expected = Array.from({ length: frames }, (_, i) => firstStamp + BigInt(i) * period);
    expect(Object.values(stamps)).toEqual([expected, expected]);
  });

  it("adds the reward's value for every frame, and success when it changes, as the live node does", async () => {
    const labelled = await openBag(out("reach.mcap"));
    const [value, success] = ["/spatial_reward/reward/value", "/spatial_reward/success"];
    const topics = [value, success, "/spatial_reward/reward"];
    const said: Record<string, (number | boolean)[]> = {};
    const expected: Record<string, (number | boolean)[]> = { [value]: [], [success]: [] };
    for await (const { topic, data } of labelled.messages({ topics })) {
      const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
      if (topic === value) said[topic] = [...(said[topic] ?? []), view.getFloat64(4, true)];
      if (topic === success) said[topic] = [...(said[topic] ?? []), view.getUint8(4) === 1];
      if (topic !== "/spatial_reward/reward") continue;
      const sample = decodeReward(data);
      expected[value]?.push(sample.reward ?? Number.NaN);
      if (expected[success]?.at(-1) !== sample.success) expected[success]?.push(sample.success);
    }
    await labelled.close();
    expect(said).toEqual(expected);
  });

  it("keeps every original message as it was", async () => {
    const [before, after] = await Promise.all([openBag(bag), openBag(out("reach.mcap"))]);
    const bytes = async (reader: typeof before) => {
      const all: string[] = [];
      for await (const { topic, logTime, data } of reader.messages({
        topics: [camera, "/ground_truth/facts"],
      })) {
        all.push(`${topic} ${logTime} ${Buffer.from(data).toString("base64")}`);
      }
      await reader.close();
      return all;
    };
    expect(await bytes(after)).toEqual(await bytes(before));
  });

  it("says in the recording where labels come from", async () => {
    const labelled = await openBag(out("reach.mcap"));
    const record = labelled.metadata().get("spatial_reward");
    await labelled.close();
    expect(record?.get("model")).toBe("onnx:tiny");
    expect(record?.get("model_sha256")).toMatch(/^[0-9a-f]{64}$/);
    expect(record?.get("camera")).toBe(camera);
    expect(record?.get("task")).toBe(await readFile(task, "utf8"));
  });

  it("names the table's columns after the task file", async () => {
    const rows = await parquetReadObjects({
      file: await asyncBufferFromFile(out("rewards.parquet")),
    });
    expect(rows).toHaveLength(frames);
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "frame",
      "stamp_ns",
      "distance(gripper,mug)",
      "raw:distance(gripper,mug)",
      "distance_stddev(gripper,mug)",
      "distance_source(gripper,mug)",
      "episode",
      "stage",
      "potential",
      "previous_potential",
      "discount",
      "task_reward",
      "reward",
      "success",
      "terminated",
      "truncated",
      "valid",
      "invalid_reason",
      "lens_assumed",
      "novelty",
      "trust",
    ]);
    expect(rows[1]).toMatchObject({ frame: 1, stamp_ns: firstStamp + period, stage: "reach" });
  });

  it("writes the same table as text", async () => {
    const [head, first, ...rest] = (await readFile(out("rewards.csv"), "utf8")).trim().split("\n");
    expect(head).toContain('frame,stamp_ns,"distance(gripper,mug)","raw:distance(gripper,mug)"');
    expect(first).toMatch(
      new RegExp(
        `^0,${firstStamp},[\\d.]+,[\\d.]+,[\\d.]+,onnx:tiny,0,reach,[\\d.e-]+,,1,0,0,false,false,false,true,,(true|false),,[\\d.e-]+$`,
      ),
    );
    expect(rest).toHaveLength(frames - 1);
  });

  it("writes a report that loads nothing from anywhere", async () => {
    const page = await readFile(out("report.html"), "utf8");
    expect(page).toContain("reach the red mug");
    expect(page).toContain("data:image/jpeg;base64,");
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
  });

  it("leaves alone what is whole", async () => {
    const again = await label([bag], "out", ...withModel, "--csv", "--json");
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ bags: [{ frames, skipped: true }] });
  });

  it("--from-facts gives the same rewards without a model", async () => {
    const again = await label([out("")], "again", "--from-facts", "--csv");
    expect(again).toMatchObject({ code: 0 });
    expect(await readFile(join(folder, "again", "reach", "rewards.csv"), "utf8")).toBe(
      await readFile(out("rewards.csv"), "utf8"),
    );
  });

  it("--from-facts says that trust may be another than when facts were stored", async () => {
    const note = /note: reach: stored facts tell neither .*: success_trust may count frames/;
    expect((await label([out("")], "doubted", "--from-facts")).err).toMatch(note);
    const trusting = join(folder, "trusting.yaml");
    await writeFile(trusting, `${await readFile(task, "utf8")}success_trust: 0\n`);
    const flags = ["--task", trusting, "-o", join(folder, "trusting"), "--from-facts"];
    expect((await run(["label", out(""), ...flags])).err).not.toContain("stored facts");
  });

  it("--from-facts says once which facts a changed task lacks", async () => {
    const wider = join(folder, "wider.yaml");
    const text = (await readFile(task, "utf8"))
      .replace("{ mug: red mug }", "{ mug: red mug, bowl: blue bowl }")
      .replace("distance(gripper, mug) < 3 cm", "distance(mug, bowl) < 3 cm");
    await writeFile(wider, text);
    const again = await run([
      ...["label", out(""), "--task", wider, "-o", join(folder, "wider"), "--from-facts", "--json"],
    ]);
    expect(again.code).toBe(1);
    expect(
      again.err.match(/note: reach: the recording has no facts for distance\(mug,bowl\)/g),
    ).toHaveLength(1);
    expect(JSON.parse(again.out)).toMatchObject({
      bags: [
        {
          frames,
          labelled: 0,
          unanswered: frames,
          reasons: expect.arrayContaining([
            { kind: "unanswered", what: expect.any(String), count: frames },
          ]),
          error: { code: "label.nothing" },
        },
      ],
    });
  });

  describe("a recording in which no frame has a reward", () => {
    const nothing = async () => {
      const far = join(folder, "far.yaml");
      const text = (await readFile(task, "utf8")).replace(
        "{ mug: red mug }",
        "{ mug: red mug, bowl: blue bowl }",
      );
      await writeFile(far, text.replaceAll("distance(gripper, mug)", "distance(mug, bowl)"));
      const flags = ["--task", far, "-o", join(folder, "nothing"), "--from-facts", "--csv"];
      return run(["label", out(""), ...flags]);
    };

    it("has failed, says why and stays written; the same again says the same", async () => {
      for (const skipped of [false, true]) {
        const { code, err, out: said } = await nothing();
        expect(code).toBe(1);
        expect(err).toContain(
          `error[label.nothing]: ${out("")}: none of its ${frames} frames has a reward; all ${frames} frames: distance(mug,bowl): unanswered\n`,
        );
        expect(said).toContain("failed (label.nothing)");
        expect(said.includes("whole already")).toBe(skipped);
        const failed = JSON.parse(await readFile(join(folder, "nothing", "failed.json"), "utf8"));
        expect(failed).toMatchObject([{ code: "label.nothing" }]);
        expect(readdirSync(join(folder, "nothing", "reach"))).toContain("rewards.csv");
      }
    });
  });

  it("tells recordings of one name apart by the folders they lie in", async () => {
    const runs = await Promise.all(
      ["run_1", "run_2"].map(async (name) => {
        mkdirSync(join(folder, name));
        return writeRecording(join(folder, name, "camera.mcap"), await cameraMessages(2));
      }),
    );
    expect(await label(runs, "apart", ...withModel)).toMatchObject({ code: 0 });
    for (const name of ["run_1", "run_2"])
      expect(readdirSync(join(folder, "apart", name, "camera"))).toContain("rewards.parquet");
  });

  describe("--name and --overwrite", () => {
    const once = (...flags: readonly string[]) =>
      label([bag], "named", ...withModel, "--json", ...flags);

    it("name the folder, and make anew what was made from something else, but nothing of others", async () => {
      expect(await once("--name", "mine")).toMatchObject({ code: 0 });
      expect(readdirSync(join(folder, "named"))).toEqual(["mine"]);
      const changed = await once("--name", "mine", "--rate", "5");
      expect(changed.err).toContain("--overwrite");
      const over = await once("--name", "mine", "--rate", "5", "--overwrite");
      expect(JSON.parse(over.out)).toMatchObject({ bags: [{ frames: frames / 2 }] });
      expect(
        JSON.parse((await once("--name", "mine", "--rate", "5", "--overwrite")).out),
      ).toMatchObject({
        bags: [{ frames: frames / 2, skipped: true }],
      });
      expect(readdirSync(join(folder, "named"))).toEqual(["mine"]);
      mkdirSync(join(folder, "named", "theirs"));
      const refused = await once("--name", "theirs", "--overwrite");
      expect(refused).toMatchObject({
        code: 1,
        err: expect.stringContaining("is not what label makes"),
      });
    });

    it("for a changed task --from-facts is suggested", async () => {
      const stricter = join(folder, "stricter.yaml");
      await writeFile(stricter, (await readFile(task, "utf8")).replace("3 cm", "2 cm"));
      const flags = ["--task", stricter, "-o", join(folder, "out"), ...withModel, "--csv"];
      const { err } = await run(["label", bag, ...flags]);
      expect(err).toMatch(/made from another task; .*--from-facts.*--overwrite/);
    });

    it.each(["", ".", "..", "a/b", " a"])("%j is no name", async (name) => {
      expect(await once("--name", name)).toMatchObject({ code: 2 });
    });

    it("one name for two recordings is refused, and so is a recording in its own output's place", async () => {
      const two = await label([bag, join(folder, "x.mcap")], "named", ...withModel, "--name", "a");
      expect(two).toMatchObject({
        code: 2,
        err: expect.stringContaining("--name is for one recording"),
      });
      const itself = await label([out("")], "out", "--from-facts", "--overwrite");
      expect(itself).toMatchObject({ code: 1, err: expect.stringContaining("choose another -o") });
    });
  });

  it("--rate takes fewer frames and keeps their numbers", async () => {
    const slow = await label([bag], "slow", ...withModel, "--rate", "5", "--csv");
    expect(slow.code).toBe(0);
    const rows = (await readFile(join(folder, "slow", "reach", "rewards.csv"), "utf8"))
      .trim()
      .split("\n")
      .slice(1);
    expect(rows.map((row) => row.split(",")[0])).toEqual(["0", "2", "4", "6", "8", "10"]);
  });

  it("--sidecar writes rewards and facts alone", async () => {
    const side = await label([bag], "side", ...withModel, "--sidecar");
    expect(side.code).toBe(0);
    const small = await openBag(join(folder, "side", "reach"));
    expect(small.topics.map(({ name }) => name).sort()).toEqual([
      "/spatial_reward/facts",
      "/spatial_reward/reward",
      "/spatial_reward/reward/value",
      "/spatial_reward/success",
    ]);
    await small.close();
  });

  it("--jobs labels several recordings, and one that fails doesn't stop the others", async () => {
    const second = await writeRecording(join(folder, "second.mcap"), await cameraMessages(5));
    const missing = join(folder, "missing.mcap");
    const many = await label([bag, missing, second], "many", ...withModel, "--jobs", "2", "--json");
    expect(many.code).toBe(1);
    expect(many.err).toContain(`error[bag.missing]: ${missing}`);
    expect(JSON.parse(many.out).bags).toMatchObject([
      { frames },
      { input: missing, error: { code: "bag.missing" } },
      { frames: 5 },
    ]);
    const failed = JSON.parse(await readFile(join(folder, "many", "failed.json"), "utf8"));
    expect(failed).toMatchObject([{ input: missing, code: "bag.missing" }]);
  });
});
