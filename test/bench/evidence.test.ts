import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { measureEvidence } from "../../src/bench/evidence/measure.js";
import { robotRecordings } from "../../src/bench/evidence/recordings.js";
import { rememberingAnswers } from "../../src/bench/evidence/remember.js";
import type { Answer } from "../../src/vlm/index.js";
import { openBackend } from "../../src/vlm/index.js";
import { questionFor } from "../../src/vqa/index.js";

const folder = "test/fixtures/evidence";
const figures = `${folder}/figures.json`;
/** Processors round differently, and a few answers tip over an edge. */
const room = 0.03;

const number = z.number().nullable();
const record = z.object({
  model: z.object({ hash: z.string() }),
  rows: z.array(
    z.object({
      given: z.string(),
      asked: number,
      answered: number,
      medianRelative: number,
      within10: number,
      within25: number,
      medianRelativeOfAll: number,
      nearMae: number,
      coverage90: number,
      successAuc: number,
    }),
  ),
});

const temporary = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), "evidence-"));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
};

/** `npm run evidence -- test/fixtures/evidence -o test/fixtures/evidence/figures.json` writes them anew. */
describe("nano with what a robot knows", () => {
  const missing = existsSync(figures) ? "" : `: skipped, there is no ${figures}`;

  it.skipIf(missing)(`is as it was measured${missing}`, { timeout: 240_000 }, async () => {
    const written = record.parse(JSON.parse(readFileSync(figures, "utf8")));
    const backend = await openBackend("nano");
    onTestFinished(() => backend.close());
    expect(backend.identity.hash, "other weights: npm run evidence").toBe(written.model.hash);
    const work = await temporary();
    const measured = await measureEvidence(await robotRecordings(folder), { backend, work });
    const now = record.shape.rows.parse(JSON.parse(JSON.stringify(measured)));
    expect(now.map(({ given }) => given)).toEqual(written.rows.map(({ given }) => given));
    for (const [at, { given, ...row }] of written.rows.entries()) {
      const found = new Map(Object.entries(now[at] ?? {}));
      for (const [name, value] of Object.entries(row)) {
        const what = `${given}: ${name}`;
        if (value === null) expect(found.get(name), what).toBeNull();
        else expect(Math.abs(Number(found.get(name)) - value), what).toBeLessThan(room);
      }
    }
  });
});

describe("recordings of a folder", () => {
  const written = async (...names: readonly string[]): Promise<string> => {
    const made = await temporary();
    for (const name of names) await writeFile(join(made, name), "");
    return made;
  };

  it("go with their variants and the task file of each", async () => {
    const made = await written(
      "a.mcap", "a.yaml", "a-lag.mcap", "a-lag.yaml", "a-apart.yaml", "b.mcap", "b.yaml", "c.mcap",
    ); // biome-ignore format: pairs
    const found = await robotRecordings(made);
    expect(found.map(({ name }) => name)).toEqual(["a", "b"]);
    expect([...(found[0]?.variants.keys() ?? [])]).toEqual(["", "lag", "apart"]);
    expect(found[0]?.variants.get("apart")).toEqual({
      bag: join(made, "a.mcap"),
      task: join(made, "a-apart.yaml"),
    });
  });

  it("are missed where there are none", async () => {
    await expect(robotRecordings(await written("c.mcap"))).rejects.toMatchObject({
      code: "usage.argument",
    });
    await expect(robotRecordings("no/such/folder")).rejects.toThrow(/no\/such\/folder/);
  });
});

it("a picture is asked about once, and again with other questions or another up", async () => {
  let asked = 0;
  const answer = {
    text: "",
    reading: { kind: "unreadable", reason: "empty" },
    confidence: 0,
  } as const;
  const backend = rememberingAnswers({
    identity: { source: "nano", name: "", version: "", hash: "" },
    ask: async (_frame, questions): Promise<readonly Answer[]> => {
      asked += 1;
      return questions.map(() => answer);
    },
    close: async () => undefined,
  });
  const frame = {
    stamp: 1n,
    camera: "/camera",
    frameId: "",
    width: 1,
    height: 1,
    rgb: () => Promise.reject(new Error("not looked at")),
  };
  const [near, far] = ["mug", "bowl"].map((object) =>
    questionFor({ relation: "distance", subject: "gripper", object }),
  );
  if (!near || !far) throw new Error("two questions");
  await backend.ask(frame, [near]);
  await backend.ask(frame, [near]);
  expect(asked).toBe(1);
  await backend.ask(frame, [far]);
  await backend.ask({ ...frame, up: [0, -1, 0] }, [near]);
  await backend.ask({ ...frame, stamp: 2n }, [near]);
  expect(asked).toBe(4);
});
