import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { program, run, tinyModel } from "../cli/program.js";
import { cameraMessages, writeRecording, writeTask } from "../cli/recording.js";
import { writeManifest } from "./manifest.js";
import { type Slurm, startSlurm, whyNoSlurm } from "./slurm.js";

const why = whyNoSlurm();

const names = ["a", "b", "c", "d", "e"];
const flags = ["--backend", `onnx:${tinyModel}`, "--csv"];
let folder: string;
let slurm: Slurm;
let task: string;
let manifest: string;

const isOver = (state: string): boolean => !/PENDING|RUNNING|COMPLETING|CONFIGURING/.test(state);

const statesOnce = async (
  job: string,
  fits: (states: ReadonlyMap<string, string>) => boolean,
): Promise<ReadonlyMap<string, string>> => {
  for (let tries = 0; tries < 1200; tries++) {
    const states = await slurm.states(job);
    if (fits(states)) return states;
    await wait(100);
  }
  throw new Error(`the job is as it was: ${JSON.stringify([...(await slurm.states(job))])}`);
};

/** The array of examples/cluster, over three parts whose ids begin anywhere. */
const submit = (output: string): Promise<string> =>
  slurm.run(
    "sbatch",
    [
      ...["--parsable", "--array=4-6", "--cpus-per-task=1", "--mem=1G", "--chdir", folder],
      ...[resolve("examples/cluster/slurm.sh"), manifest, task, output, ...flags],
    ],
    { SPATIAL_REWARD: `${process.execPath} ${program}` },
  );

const table = (output: string, name: string): Promise<Buffer> =>
  readFile(join(output, name, "rewards.parquet"));

describe.skipIf(why !== undefined)(`a Slurm array${why ? ` (skipped: ${why})` : ""}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "slurm-"));
    await chmod(folder, 0o755);
    task = await writeTask(folder);
    for (const [at, name] of names.entries())
      await writeRecording(join(folder, `${name}.mcap`), await cameraMessages(6 + at));
    manifest = await writeManifest(folder, names);
    slurm = await startSlurm(folder);
  }, 120_000);

  afterAll(async () => {
    await slurm?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it("labels each recording once, also when a task is requeued, and equals a quiet run", async () => {
    const quiet = join(folder, "quiet");
    const all = ["--manifest", manifest, "--task", task, "-o", quiet, ...flags];
    expect(await run(["label", ...all])).toMatchObject({ code: 0 });

    const output = join(folder, "labelled");
    const job = await submit(output);
    await statesOnce(job, (states) => states.get("5") === "RUNNING");
    await slurm.run("scontrol", ["requeue", `${job}_5`]);
    // Slurm would hold it back for two minutes.
    await statesOnce(job, (states) => states.get("5") === "PENDING");
    await slurm.run("scontrol", ["update", `jobid=${job}_5`, "StartTime=now"]);
    const states = await statesOnce(
      job,
      (each) => each.size > 0 && [...each.values()].every(isOver),
    );
    expect([...states.values()]).toEqual(["COMPLETED", "COMPLETED", "COMPLETED"]);

    const merged = await run(["label", "merge", output, "--manifest", manifest, "--json"]);
    expect(merged).toMatchObject({ code: 0 });
    expect(JSON.parse(merged.out)).toMatchObject({ recordings: 5, labelled: 5, missing: 0 });
    for (const name of names)
      expect((await table(output, name)).equals(await table(quiet, name))).toBe(true);
  }, 300_000);
});
