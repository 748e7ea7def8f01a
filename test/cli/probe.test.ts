import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isProbe, seeing } from "../vlm/openai/seeing.js";
import { saying, startServer } from "../vlm/openai/server.js";
import { errorOf, run } from "./program.js";
import { cameraMessages, writeRecording, writeTask } from "./recording.js";

const frames = 4;
let folder: string;
let bag: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "probe-"));
  bag = await writeRecording(join(folder, "pick.mcap"), await cameraMessages(frames));
  await writeTask(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const hurried = ["--retries", "0", "--wait", "0", "--samples", "1"];
const label = (name: string, url: string, ...flags: readonly string[]) =>
  run([
    ...["label", bag, "-o", join(folder, name), "--task", join(folder, "task.yaml"), "--json"],
    ...["--backend", `openai:qwen@${url}`, ...hurried, ...flags],
  ]);

describe("label, with a server whose model", { timeout: 60_000 }, () => {
  it("sees, shows it a picture before the first frame, once", async () => {
    const server = await startServer(seeing(saying("0.25 m")));
    const ended = await label("seen", server.url);
    expect(JSON.parse(ended.out)).toMatchObject({ bags: [{ frames, unanswered: 0 }] });
    const probes = server.asked.map(({ question }) => isProbe(question));
    expect(probes).toEqual([true, true, ...Array.from({ length: frames }, () => false)]);
  });

  it("sees nothing, refuses to start, though its answers are remembered", async () => {
    const server = await startServer(saying("0.25 m"));
    const cache = ["--cache", join(folder, "answers")];
    const first = await label("blind", server.url, ...cache, "--no-probe");
    expect(JSON.parse(first.out)).toMatchObject({ bags: [{ frames, unanswered: 0 }] });
    const ended = await label("blind", server.url, ...cache);
    expect(ended.code).toBe(1);
    expect(errorOf(ended)).toMatchObject({
      code: "server.blind",
      message: expect.stringMatching(/What color.*0\.25 m.*--no-probe/),
    });
  });
});

describe("doctor, with a server whose model", { timeout: 60_000 }, () => {
  const doctor = async (url: string) => {
    const ended = await run(["doctor", "--json", "--backend", `openai:qwen@${url}`, ...hurried]);
    return { code: ended.code, ...JSON.parse(ended.out) };
  };

  it("sees, says so", async () => {
    const { url } = await startServer(seeing(saying("0.25 m")));
    const sight = { name: expect.stringContaining("sight of openai:qwen"), status: "ok" };
    expect(await doctor(url)).toMatchObject({
      code: 0,
      checks: expect.arrayContaining([expect.objectContaining(sight)]),
    });
  });

  it("sees nothing, says so and fails", async () => {
    const { url } = await startServer(saying("0.25 m"));
    const sight = { status: "fail", found: expect.stringContaining("0.25 m") };
    expect(await doctor(url)).toMatchObject({
      code: 1,
      checks: expect.arrayContaining([expect.objectContaining(sight)]),
    });
  });
});
