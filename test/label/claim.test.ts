import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { claim } from "../../src/label/claim.js";
import { ownClaimant } from "../../src/label/claimant.js";

let folder: string;
let output: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "claim-"));
  output = join(folder, "pick");
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

/** The file of a process that made the output, of this machine or another. */
const left = async (pid: number, place?: string): Promise<string> => {
  const { path, place: here } = await ownClaimant(output);
  const name = basename(path).replace(/\d+@.*(?=\.)/, `${pid}@${place ?? here}`);
  writeFileSync(join(folder, name), "");
  return join(folder, name);
};

/** A process number that was in use a moment ago. */
const deadProcess = async (): Promise<number> => {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid ?? 0;
};

describe("a claim on an output", () => {
  it("is one process's at a time; the next one is told whose", async () => {
    const first = await claim(output);
    await expect(claim(output)).rejects.toMatchObject({
      code: "output.busy",
      message: expect.stringContaining(`another process (${process.pid} on `),
    });
    await first.release();
    const second = await claim(output);
    await second.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is never two processes', whoever comes at the same moment", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => claim(output)));
    const got = tries.filter(({ status }) => status === "fulfilled");
    expect(got.length).toBeLessThanOrEqual(1);
  });

  it("does not keep others from outputs beside it, whatever their names", async () => {
    const all = ["pick", "pick.by.1@x", "pic", "pick2"].map((name) => claim(join(folder, name)));
    for (const { release } of await Promise.all(all)) await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of a process that was killed is void, and cleared away", async () => {
    await left(await deadProcess());
    const { release } = await claim(output);
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of another machine counts for as long as it gives signs of life", async () => {
    const path = await left(1, "elsewhere-7");
    await expect(claim(output)).rejects.toThrow("1 on elsewhere-7");
    const ago = (seconds: number) => new Date(Date.now() - 1000 * seconds);
    await utimes(path, ago(20), ago(20));
    await expect(claim(output)).rejects.toThrow("1 on elsewhere-7");
    await utimes(path, ago(40), ago(40));
    await (await claim(output)).release();
  });

  it("gives signs of life, and ends when it was taken for dead", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const { lost, release } = await claim(output);
    const [name = ""] = readdirSync(folder);
    utimesSync(join(folder, name), 0, 0);
    vi.advanceTimersByTime(5_000);
    await vi.waitFor(() => expect(claim(output)).rejects.toThrow("another process"));
    expect(lost.aborted).toBe(false);
    await rm(join(folder, name));
    vi.advanceTimersByTime(5_000);
    await vi.waitUntil(() => lost.aborted);
    expect(lost.reason).toMatchObject({
      code: "output.busy",
      message: expect.stringContaining("no sign for 30 s"),
    });
    await release();
  });

  it("can't be had where nothing can be written", async () => {
    await expect(claim(join(folder, "nowhere", "pick"))).rejects.toMatchObject({
      code: "output.write",
    });
  });
});
