import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll } from "vitest";
import type { Answer, Backend } from "../../../src/vlm/index.js";

/** A folder for this file's tests. */
export const useFolder = (): { readonly path: (name: string) => string } => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "benchmark-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  return { path: (name) => join(folder, name) };
};

export const png = (): Promise<Buffer> =>
  sharp({ create: { width: 8, height: 6, channels: 3, background: "grey" } })
    .png()
    .toBuffer();

export const writeLines = (path: string, rows: readonly object[]): Promise<void> =>
  writeFile(path, rows.map((row) => JSON.stringify(row)).join("\n"));

const silence: Answer = {
  text: "",
  reading: { kind: "unreadable", reason: "empty" },
  confidence: 0,
};

export const saying = (text: string): Answer => ({ ...silence, text });

export const measuring = (metres: number): Answer => ({
  text: `${metres} m`,
  reading: { kind: "length", metres },
  confidence: 1,
});

/** Answers by what is asked; nothing where it has no answer. Counts how often it was called. */
export const answering = (answers: Readonly<Record<string, Answer>>) => {
  const counts = { calls: 0 };
  const backend: Backend = {
    identity: { source: "nano", name: "fake", version: "1", hash: "" },
    ask: async (_, questions) => {
      counts.calls++;
      return questions.map(({ text }) => answers[text] ?? silence);
    },
    close: async () => undefined,
  };
  return { backend, counts };
};

export const never = new AbortController().signal;
