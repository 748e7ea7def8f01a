import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runEval } from "../../src/eval/index.js";
import { run } from "../cli/program.js";

const recording = "examples/pick.mcap";
let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "recorded-"));
  const label = ["label", recording, "--task", "examples/pick.yaml", "--rate", "2", "-o", out];
  const { code, err } = await run(label);
  expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
}, 120_000);
afterAll(() => rm(out, { recursive: true }));

const measure = (sources: readonly string[], motion?: string) =>
  runEval({
    sources,
    ...(motion !== undefined && { motion }),
    hold: 0.5,
    mostFalse: 0,
    backend: () => Promise.reject(new Error("no model is needed")),
  });

describe("a labelled recording", () => {
  it("is measured by its stored facts, without a model", async () => {
    const { report } = await measure([out]);
    const { questions, trajectories } = report;
    expect(report.backend).toBeUndefined();
    expect(questions?.lengths.distance?.asked).toBe(report.images);
    expect(questions?.gripperDistance?.count).toBeGreaterThan(5);
    expect(questions?.gripperDistance?.mae).toBeLessThan(0.5);
    expect(trajectories).toMatchObject({ episodes: 1, judged: false });
  });

  it("of the simulator says how it ended, and whether it is among the motions asked for", async () => {
    const { traces } = await measure([out]);
    expect(traces).toMatchObject([{ outcome: "success", succeeded: true }]);
    // This one doesn't say what it set out to do.
    expect((await measure([out], "place")).traces).toEqual([]);
  });

  it("must have been labelled", async () => {
    const unlabelled = measure([recording]);
    await expect(unlabelled).rejects.toMatchObject({ code: "bag.no-facts" });
    await expect(unlabelled).rejects.toThrow(/label it first/);
  });
});

it("what is neither a data set nor a recording is told so", async () => {
  await expect(measure(["examples/pick.yaml"])).rejects.toMatchObject({ code: "usage.argument" });
});
