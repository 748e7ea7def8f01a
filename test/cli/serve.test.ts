import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Running, run, start } from "./program.js";
import { writeTask } from "./recording.js";

const frames = 5;
/** A potential that never stands still. */
const everywhere = `
task: reach the bottle
gripper: gripper
objects: { bottle: white bottle }
discount_per_second: 0.9
success_reward: 1
stages:
  reach:
    potential: "exp(-distance(gripper, bottle) / 1 m)"
    until: "distance(gripper, bottle) < 1 mm"
    hold: 0.5 s
success: reach
`;

let folder: string;
let task: string;
let server: Running;
let url: string;
const pictures: string[] = [];

/** Frames of an episode in which the gripper comes nearer. */
const filmed = (index: number): string =>
  resolve(import.meta.dirname, `../../models/nano/heldout/episodes/images/0000${index}.jpg`);

const listening = async ({ process }: Running): Promise<string> => {
  let said = "";
  for await (const [data] of on(process)) {
    said += String(data);
    const found = /at (http:\/\/\S+);/.exec(said)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`it never listened: ${said}`);
};

async function* on(process: Running["process"]): AsyncGenerator<unknown[]> {
  while (process.stderr) yield await once(process.stderr, "data");
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "serve-"));
  await mkdir(join(folder, "film"));
  for (let i = 0; i < frames; i++) {
    await copyFile(filmed(2 * i), join(folder, "film", `${i}.jpg`));
    pictures.push((await readFile(filmed(2 * i))).toString("base64"));
  }
  task = await writeTask(folder, everywhere);
  server = start(["serve", "--task", task, "--port", "0", "--rate", "5"]);
  url = await listening(server);
}, 120_000);

afterAll(async () => {
  server.process.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

const scores = z.object({ results: z.array(z.object({ score: z.number() })) });

const ask = async (items: readonly object[]): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      items: items.map((item) => ({ request_id: randomUUID(), op: "value", ...item })),
    }),
  });

const film = (count: number) => ({
  frames: pictures.slice(0, count).map((front) => ({ front })),
});

describe("serve", () => {
  it("gives the potentials that label writes for the same frames", {
    timeout: 120_000,
  }, async () => {
    const text = /^task: (.+)$/m.exec(await readFile(task, "utf8"))?.[1] ?? "";
    const asked = pictures.map((_, i) => ({ instruction: text, contexts: [film(i + 1)] }));
    const served = scores.parse(await (await ask(asked)).json()).results;
    const out = join(folder, "out");
    const input = join(folder, "film");
    const ended = await run(["label", input, "--rate", "5", "--task", task, "-o", out]);
    expect(ended.err + ended.out).toContain("film");
    const file = await asyncBufferFromFile(join(out, "film", "rewards.parquet"));
    const rows = await parquetReadObjects({ file });
    expect(served.map(({ score }) => score)).toEqual(rows.map(({ potential }) => potential));
    expect(new Set(served.map(({ score }) => score)).size).toBeGreaterThan(1);
  });

  it("takes a task file's text in the request, and refuses an instruction without one", async () => {
    const text = await readFile(task, "utf8");
    const own = await ask([{ instruction: "anything", task: text, contexts: [film(1)] }]);
    expect(own.status).toBe(200);
    const unknown = await ask([{ instruction: "dance", contexts: [film(1)] }]);
    expect([unknown.status, await unknown.json()]).toMatchObject([
      422,
      { error: { code: "serve.task", message: expect.stringContaining("pick up the THING") } },
    ]);
    const wrong = await ask([{ instruction: "x", task: "task: x", contexts: [film(1)] }]);
    expect([wrong.status, await wrong.json()]).toMatchObject([
      422,
      { error: { code: "task.invalid" } },
    ]);
  });

  it("ends on Ctrl-C with 0, and says what it did", async () => {
    server.process.kill("SIGINT");
    expect(await server.ended).toMatchObject({
      code: 0,
      out: "4 requests, 2 answered, 2 refused\n",
    });
  });

  it("listens beyond this computer only with a token", { timeout: 60_000 }, async () => {
    const open = await run(["serve", "--host", "0.0.0.0", "--port", "0"]);
    expect(open).toMatchObject({ code: 2, err: expect.stringContaining("SERVE_TOKEN") });
  });
});
