import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { type AnswerStore, openAnswerStore } from "../../../src/vlm/cache/answer-store.js";
import { cachedBackend } from "../../../src/vlm/cache/cached.js";
import type { Answer } from "../../../src/vlm/index.js";
import { questionFor } from "../../../src/vqa/index.js";
import { type FakeBackend, failed, fake, holds, metres, silent } from "../combine/members.js";
import { coded, compiled, plainFrame, recordingLogger, smallFrame } from "../fakes.js";

const megabyte = 1e6;
const a = questionFor({ relation: "distance", subject: "gripper", object: "mug" });
const b = questionFor({ relation: "distance", subject: "gripper", object: "bowl" });
const c = questionFor({ relation: "on", subject: "mug", object: "bowl" });

const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "answers-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const open = async (folder: string, maxBytes = 100 * megabyte): Promise<AnswerStore> => {
  const store = await openAnswerStore({ folder, maxBytes });
  onTestFinished(() => store.close());
  return store;
};

const place = { pixel: [1.5, 2], point: [0.1, -0.2, 0.3], visible: 0.9 } as const;

describe("a backend with a cache", () => {
  it("is asked the same of the same image once, in whatever company", async () => {
    const backend = fake("openai:q", ({ text }) => metres(text === a.text ? 0.1 : 0.2));
    const cached = cachedBackend(backend, await open(await newFolder()));
    const first = await cached.ask(smallFrame(), [a, b]);
    expect(await cached.ask(smallFrame({ stamp: 7n }), [b, c, a])).toEqual([
      first[1],
      metres(0.2),
      first[0],
    ]);
    expect(backend.asked).toEqual([[a.text, b.text], [c.text]]);
    expect(cached.usage?.()).toMatchObject({ requests: 0, cachedAnswers: 2 });
  });

  it("gives back exactly what was answered, in another process's life too", async () => {
    const folder = await newFolder();
    const answers: readonly Answer[] = [
      { ...metres(0.1234567890123, 0.01), subject: place, object: place },
      holds(0.25),
      silent("not-visible"),
    ];
    const told = [a, b, c];
    const answer = ({ text }: { text: string }) =>
      answers[told.findIndex((one) => one.text === text)] ?? failed;
    const ask = async (backend: FakeBackend) =>
      cachedBackend(backend, await open(folder)).ask(smallFrame(), told);
    expect(await ask(fake("nano", answer))).toEqual(answers);
    const second = fake("nano", answer);
    expect(await ask(second)).toEqual(answers);
    expect(second.asked).toEqual([]);
  });

  it.each([
    ["another image", smallFrame({ rgb: plainFrame([1, 2, 3]).rgb }), a, "openai:q"],
    ["another lens", smallFrame({ intrinsics: { fx: 60, fy: 60, cx: 32, cy: 24 } }), a, "openai:q"],
    ["another up", smallFrame({ up: [0, -1, 0] }), a, "openai:q"],
    ["another question", smallFrame(), b, "openai:q"],
    ["another unit", smallFrame(), { ...a, unit: "in" } as const, "openai:q"],
    ["another model", smallFrame(), a, "openai:r"],
  ] as const)("is asked again for %s", async (_, frame, question, source) => {
    const store = await open(await newFolder());
    await cachedBackend(
      fake("openai:q", () => metres(0.1)),
      store,
    ).ask(smallFrame(), [a]);
    const backend = fake(source, () => metres(0.9));
    expect(await cachedBackend(backend, store).ask(frame, [question])).toEqual([metres(0.9)]);
    expect(backend.asked).toHaveLength(1);
  });

  it.each([
    ["a failure", failed],
    ["silence", silent("empty")],
  ])("is asked again after %s", async (_, answer) => {
    const store = await open(await newFolder());
    const backend = fake("openai:q", () => answer);
    const cached = cachedBackend(backend, store);
    await cached.ask(smallFrame(), [a]);
    await cached.ask(smallFrame(), [a]);
    expect(backend.asked).toHaveLength(2);
  });

  it("has the backend's failures", async () => {
    const cached = cachedBackend(
      fake("nano", () => new Error("dead")),
      await open(await newFolder()),
    );
    await expect(cached.ask(smallFrame(), [a])).rejects.toThrow("dead");
  });
});

describe("the store", () => {
  const everyFile = async (folder: string): Promise<readonly string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ["changed", (bytes: Buffer) => bytes.fill(0x20, 3, 9)],
    ["emptied", () => Buffer.alloc(0)],
  ])("knows an answer that was %s no more", async (_, damage) => {
    const folder = await newFolder();
    const store = await open(folder);
    await store.put("key", metres(0.1));
    for (const path of await everyFile(folder)) {
      await chmod(path, 0o600);
      await writeFile(path, damage(await readFile(path)));
    }
    expect(await store.get("key")).toBeUndefined();
    await store.put("key", metres(0.2));
    expect(await store.get("key")).toEqual(metres(0.2));
  });

  it("doesn't take what is no answer for one", async () => {
    const store = await open(await newFolder());
    await store.put("nan", metres(Number.NaN));
    expect(await store.get("nan")).toBeUndefined();
  });

  it("keeps to its bound by forgetting the oldest answers, and frees their room", async () => {
    const folder = await newFolder();
    const store = await open(folder, 100 * 8192);
    for (let i = 0; i < 250; i++) await store.put(`${i}`, metres(i));
    await store.close();
    const kept = await Promise.all(Array.from({ length: 250 }, (_, i) => store.get(`${i}`)));
    const known = kept.filter((one) => one !== undefined);
    expect(known.length).toBeGreaterThan(50);
    expect(known.length).toBeLessThanOrEqual(100);
    expect(known.at(-1)).toEqual(metres(249));
    expect(kept[0]).toBeUndefined();
    expect((await everyFile(folder)).length).toBeLessThanOrEqual(2 * 101);
  });

  it("says at once when its folder can't be used", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "file"), "");
    await expect(open(join(folder, "file"))).rejects.toEqual(coded("output.write", "file"));
  });

  it("complains and goes on when an answer can't be kept", async () => {
    const folder = await newFolder();
    const logger = recordingLogger();
    const store = await openAnswerStore({ folder, maxBytes: megabyte, logger });
    await store.close();
    await rm(folder, { recursive: true });
    await writeFile(folder, "");
    await store.put("key", metres(0.1));
    expect(logger.warnings).toEqual([expect.stringContaining("could not keep an answer")]);
    expect(await store.get("key")).toBeUndefined();
  });
});

describe("several processes with one store", () => {
  it.skipIf(!existsSync(new URL(compiled("cache/answer-store.js"))))(
    "read whole answers or none while all of them write and forget",
    { timeout: 120_000 },
    async () => {
      const folder = await newFolder();
      const script = `
        const { openAnswerStore } = await import(${JSON.stringify(compiled("cache/answer-store.js"))});
        const store = await openAnswerStore({ folder: ${JSON.stringify(folder)}, maxBytes: 40 * 8192 });
        let wrong = 0, known = 0;
        for (let i = 0; i < 150; i++) {
          const metres = i % 60;
          const before = Math.max(0, i - 3) % 60;
          const found = await store.get("k" + before);
          if (found) { known++; if (found.reading.metres !== before) wrong++; }
          await store.put("k" + metres, { text: metres + " m", reading: { kind: "length", metres }, confidence: 1 });
        }
        await store.close();
        process.stdout.write(JSON.stringify({ wrong, known }));`;
      const run = promisify(execFile);
      const ended = await Promise.all(
        [1, 2, 3].map(() => run(process.execPath, ["--input-type=module", "--eval", script])),
      );
      for (const { stdout, stderr } of ended) {
        expect(stderr).toBe("");
        const { wrong, known } = JSON.parse(stdout) as { wrong: number; known: number };
        expect(wrong).toBe(0);
        expect(known).toBeGreaterThan(0);
      }
      const store = await open(folder, 40 * 8192);
      await store.close();
      const kept = await Promise.all(Array.from({ length: 60 }, (_, i) => store.get(`k${i}`)));
      expect(kept.filter(Boolean).length).toBeLessThanOrEqual(40);
    },
  );
});
