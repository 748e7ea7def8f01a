import { existsSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorOf, run, start } from "./program.js";

/** Noise is large even as a JPEG: so many are more than a page carries inside itself. */
const frames = 70;
const examples = resolve(import.meta.dirname, "../../examples");
const fixed = [
  "--plugin",
  join(examples, "plugins", "fixed-backend.mjs"),
  "--backend",
  "fixed:12cm",
];

let folder: string;
const output = (...names: readonly string[]): string => join(folder, "out", ...names);

const label = (...names: readonly string[]) =>
  run([
    ...["label", ...names.map((name) => join(folder, name)), "--rate", "10"],
    ...["--task", join(examples, "pick.yaml"), "-o", output(), ...fixed],
  ]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "view-"));
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const create = { width: 640, height: 480, channels: 3, background: "#888", noise } as const;
  const jpeg = await sharp({ create }).jpeg().toBuffer();
  for (const [name, count] of [
    ["long", frames],
    ["short", 2],
  ] as const) {
    await mkdir(join(folder, name));
    for (let at = 0; at < count; at++)
      await writeFile(join(folder, name, `${String(at).padStart(3, "0")}.jpg`), jpeg);
  }
  expect((await label("long", "short")).code).toBe(0);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe("the pictures of a labelled recording", { timeout: 60_000 }, () => {
  it("lie in the page of a short one, and beside that of a long one", async () => {
    expect(existsSync(output("short", "pictures"))).toBe(false);
    expect(await readFile(output("short", "report.html"), "utf8")).toContain("data:image/jpeg");
    expect(readdirSync(output("long", "pictures"))).toHaveLength(frames);
    const page = await readFile(output("long", "report.html"), "utf8");
    expect(page).toContain('"pictures/000069.jpg"');
    expect(page.length).toBeLessThan(600_000);
  });
});

describe("view", { timeout: 60_000 }, () => {
  it("serves what was labelled until it is stopped, which is no failure", async () => {
    const running = start(["view", output(), "--port", "0"]);
    const url = await new Promise<string>((told) =>
      running.process.stdout?.once("data", (text) => told(String(text).trim())),
    );
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await (await fetch(url)).text()).toContain('href="long/report.html"');
    const picture = await fetch(`${url}long/pictures/000000.jpg`, {
      headers: { range: "bytes=0-1" },
    });
    expect([picture.status, [...new Uint8Array(await picture.arrayBuffer())]]).toEqual([
      206,
      [0xff, 0xd8],
    ]);
    running.process.kill("SIGINT");
    expect((await running.ended).code).toBe(0);
  });

  it("refuses a folder that label has not made", async () => {
    const refused = await run(["view", join(folder, "long")]);
    expect([refused.code, errorOf(refused).code]).toEqual([1, "export.unlabelled"]);
  });
});
