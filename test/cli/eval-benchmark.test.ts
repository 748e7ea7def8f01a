import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./program.js";

let folder: string;
let answers: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "eval-benchmark-"));
  answers = join(folder, "logged.jsonl");
  const document = { question_type: "object_counting", ground_truth: "4", prediction: "4" };
  await writeFile(answers, JSON.stringify(document));
});
afterAll(() => rm(folder, { recursive: true }));

describe("eval --benchmark", () => {
  it("prints the benchmark's table, and needs no model for answers made elsewhere", async () => {
    const ended = await run(["eval", "--benchmark", "vsi", answers, "--backend", "onnx:/nowhere"]);
    expect(ended).toMatchObject({ code: 0, err: "" });
    expect(ended.out).toMatch(/object_counting +1 +100\.0 % +100\.0 %/);
  });

  it("is one JSON document with --json", async () => {
    const { out } = await run(["eval", "--benchmark", "vsi", answers, "--json"]);
    expect(JSON.parse(out)).toMatchObject({ overall: { asked: 1, score: 1, relativeError: null } });
  });

  it("refuses a name that it doesn't know, and more than one path", async () => {
    const unknown = await run(["eval", "--benchmark", "vsi-bench", answers]);
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining("error[usage.flag]") });
    const page = await run(["eval", "--benchmark", "vsi", answers, "-o", join(folder, "out")]);
    expect(page).toMatchObject({ code: 2, err: expect.stringContaining("no page") });
    const two = await run(["eval", "--benchmark", "vsi", answers, answers]);
    expect(two).toMatchObject({ code: 2, err: expect.stringContaining("one file or folder") });
  });
});
