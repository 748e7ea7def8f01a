import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { labelBags } from "../../src/label/index.js";
import { parseTask, type Task } from "../../src/reward/index.js";
import { type Backend, openBackend } from "../../src/vlm/index.js";
import { camera, compressedImage, firstStamp, writeRecording } from "../cli/recording.js";
import { deceiveWithout, deceptions, type Film, honest } from "./films.js";

const fifth = 200_000_000n;

const row = z.object({
  success: z.boolean(),
  valid: z.boolean(),
  invalid_reason: z.string().nullable(),
});
type Row = z.infer<typeof row>;

let folder: string;
let backend: Backend;
let example: string;
let films: Readonly<Record<string, Film>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deceived-"));
  backend = await openBackend("nano");
  example = await readFile("examples/pick.yaml", "utf8");
  films = await deceptions();
}, 120_000);
afterAll(async () => {
  await backend.close();
  await rm(folder, { recursive: true });
});

const guarded = (): Task => parseTask(example);
const unguarded = (): Task =>
  parseTask(`${example}\nsuccess_trust: 0\nhysteresis: 0\nmax_still: off\n`);

const labelled = async (name: string, film: Film, task: Task): Promise<readonly Row[]> => {
  const at = join(folder, `${name} ${task.successTrust}`);
  const messages = film.map((data, k) => {
    const stamp = firstStamp + BigInt(k) * fifth;
    return { topic: camera, logTime: stamp, data: compressedImage(stamp, data) };
  });
  await labelBags({
    inputs: [await writeRecording(`${at}.mcap`, messages)],
    folder: at,
    jobs: 1,
    settings: { task, version: "test", csv: false, sidecar: true, fov: 55 },
    origin: { kind: "model", backend, precision: "fp32" },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onRemark: () => undefined,
    onEnd: () => undefined,
  });
  const file = await asyncBufferFromFile(
    join(at, `${name} ${task.successTrust}`, "rewards.parquet"),
  );
  return z.array(row).parse(await parquetReadObjects({ file }));
};

const succeeds = (rows: readonly Row[]): boolean => rows.some(({ success }) => success);

const named = [
  "noise",
  "a covered lens",
  "a lens covered by something that lets light through",
  "another thing that is lifted",
  ...deceiveWithout,
];

describe("the example task as it stands", () => {
  it("is shown every deception", () => {
    expect([...named].sort()).toEqual(Object.keys(films).sort());
  });

  it("sees the bottle picked up", async () => {
    expect(succeeds(await labelled("the example", await honest(), guarded()))).toBe(true);
  }, 60_000);

  it.each(named)(
    "pays no success for %s",
    async (name) => {
      expect(succeeds(await labelled(name, films[name] ?? [], guarded()))).toBe(false);
    },
    60_000,
  );

  it("tells a frozen camera, and values none of its frames after two seconds", async () => {
    const [name = ""] = deceiveWithout;
    const rows = await labelled(`${name} again`, films[name] ?? [], guarded());
    // The 24th picture is the first of those that are alike.
    const late = rows.slice(23 + 11);
    expect(late.length).toBeGreaterThan(3);
    for (const { valid, invalid_reason } of late) {
      expect(valid).toBe(false);
      expect(invalid_reason).toContain("as of a frozen camera; max_still is 2 s");
    }
  }, 60_000);
});

describe("without the guard", () => {
  it.each(deceiveWithout)(
    "the same task pays for %s",
    async (name) => {
      expect(succeeds(await labelled(name, films[name] ?? [], unguarded()))).toBe(true);
    },
    60_000,
  );
});
