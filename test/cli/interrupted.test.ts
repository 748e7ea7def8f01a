import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claim } from "../../src/label/claim.js";
import { errorOf, run, start, tinyModel } from "./program.js";
import { cameraMessages, truthMessages, writeRecording, writeTask } from "./recording.js";

const frames = 300;
let folder: string;
let bag: string;
let task: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "interrupted-"));
  const messages = [...(await cameraMessages(frames)), ...truthMessages(frames)];
  bag = await writeRecording(join(folder, "long.mcap"), messages);
  task = await writeTask(folder);
  await run(label("undisturbed"));
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

const label = (output: string): string[] => [
  ...["label", bag, "--task", task, "-o", join(folder, output)],
  ...["--backend", `onnx:${tinyModel}`, "--csv"],
];

/** Frames that a run has staged so far. */
const staged = (output: string): number => {
  const path = join(folder, output, ".long.partial", "observations.jsonl");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").length - 2 : 0;
};

const whenStaged = async (output: string, count: number): Promise<void> => {
  while (staged(output) < count) await sleep(5);
};

const contents = (output: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(folder, output, "long"))
      .sort()
      .map((name) => [name, readFileSync(join(folder, output, "long", name)).toString("base64")]),
  );

describe("labelling that is interrupted", { timeout: 180_000 }, () => {
  it("by kill -9 in the middle ends, when run again, as if nothing had happened", async () => {
    const killed = start(label("killed"));
    await whenStaged("killed", 40);
    killed.process.kill("SIGKILL");
    await killed.ended;
    const reached = staged("killed");
    expect(reached).toBeLessThan(frames);
    expect(existsSync(join(folder, "killed", "long"))).toBe(false);

    const again = await run([...label("killed"), "--json"]);
    expect(again.code).toBe(0);
    const [summary] = JSON.parse(again.out).bags;
    expect(Math.round(summary.framesPerSecond * summary.seconds)).toBeLessThanOrEqual(
      frames - reached + 1,
    );
    expect(contents("killed")).toEqual(contents("undisturbed"));
    expect(readdirSync(join(folder, "killed"))).toEqual(["long"]);
  });

  it("by Ctrl-C stops cleanly with 130, and goes on when run again", async () => {
    const stopped = start(label("stopped"));
    await whenStaged("stopped", 20);
    stopped.process.kill("SIGINT");
    const ended = await stopped.ended;
    expect(ended.code).toBe(130);
    expect(errorOf(ended).code).toBe("interrupted");
    expect(existsSync(join(folder, "stopped", "long"))).toBe(false);

    expect(await run(label("stopped"))).toMatchObject({ code: 0 });
    expect(contents("stopped")).toEqual(contents("undisturbed"));
  });
});

it("labelling into what another process makes is refused, and free when that has ended", async () => {
  const output = join(folder, "shared");
  mkdirSync(output);
  const { release } = await claim(join(output, "long"));
  const refused = await run(label("shared"));
  expect(refused.code).toBe(1);
  expect(errorOf(refused)).toMatchObject({
    code: "output.busy",
    message: expect.stringContaining(`another process (${process.pid} on `),
  });
  await release();
  expect(await run(label("shared"))).toMatchObject({ code: 0 });
  expect(readdirSync(output)).toEqual(["long"]);
}, 180_000);
