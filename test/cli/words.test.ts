import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embeddedModel } from "../../src/vlm/index.js";
import { errorOf, run } from "./program.js";
import { cameraMessages, jpeg, task, writeRecording } from "./recording.js";

let folder: string;
let path: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "words-"));
  path = at("everyday.yaml");
  await writeFile(path, task.replaceAll("red mug", "left cyan tumbler"));
});
afterAll(() => rm(folder, { recursive: true }));

const told =
  '"left cyan tumbler" understood as "turquoise tumbler", without "left"; lengths are less sure by 15 % of theirs';

describe("everyday words", { timeout: 120_000 }, () => {
  it("are told by task check, and keep nothing from being asked", async () => {
    const { code, out } = await run(["task", "check", path]);
    expect(code).toBe(0);
    expect(out).toContain(`  ${told}\n`);
    expect(out).toContain("nano can be asked all of it");
    const { understood } = JSON.parse((await run(["task", "check", path, "--json"])).out);
    expect(understood).toEqual([
      {
        phrase: "left cyan tumbler",
        as: "turquoise tumbler",
        distance: expect.closeTo(0.155, 2),
        unused: ["left"],
      },
    ]);
  });

  it("are told once by label, however many recordings there are, and in the report of each", async () => {
    const bags = await Promise.all(
      ["a", "b"].map(async (name) => writeRecording(at(`${name}.mcap`), await cameraMessages(2))),
    );
    const { err, out } = await run(["label", ...bags, "--task", path, "-o", at("out"), "--json"]);
    expect(err.split(told)).toHaveLength(2);
    for (const { output, remarks } of JSON.parse(out).bags) {
      expect(remarks).toContain(told);
      expect(await readFile(join(output, "report.html"), "utf8")).toContain("turquoise tumbler");
    }
  });

  it("are told once by ask, and with each answer", async () => {
    const image = at("grey.jpg");
    await writeFile(image, await jpeg(1));
    const questions = ["How far is the gripper from the left cyan tumbler?"];
    const asked = await run(["ask", image, ...questions, "Is the left cyan tumbler visible?"]);
    expect(asked.out.split(told)).toHaveLength(2);
    const { answers, remarks } = JSON.parse(
      (await run(["ask", image, ...questions, "--json"])).out,
    );
    expect(remarks).toContain(told);
    expect(answers[0].understood).toMatchObject([{ as: "turquoise tumbler", unused: ["left"] }]);
  });

  it("end with 2 where they are really unknown", async () => {
    await writeFile(at("unknown.yaml"), task.replaceAll("red mug", "crimson justice"));
    const ended = await run(["task", "check", at("unknown.yaml")]);
    expect(ended.code).toBe(2);
    expect(errorOf(ended)).toMatchObject({
      code: "task.vocabulary",
      message: expect.stringContaining('"justice" in objects.mug: "crimson justice"'),
    });
  });

  it("can be tried with model check", async () => {
    const phrases = ["red mug", "left cyan tumbler", "botle"];
    const { out } = await run(["model", "check", embeddedModel(), "--phrase", ...phrases]);
    expect(out).toContain('  "red mug" is asked about as it is\n');
    expect(out).toContain(`  ${told}\n`);
    expect(out).toContain('"botle" (did you mean "bottle"?)');
  });
});
