import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BagSummary, labelBags } from "../../src/label/index.js";
import { parseTask } from "../../src/reward/index.js";
import { openBackend } from "../../src/vlm/index.js";
import { cameraMessages, task, writeRecording } from "../cli/recording.js";
import { type Behaviour, faults, saying, startServer, timeoutFor } from "../vlm/openai/server.js";

const frames = 24;
let folder: string;
let input: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "with-server-"));
  input = await writeRecording(join(folder, "pick.mcap"), await cameraMessages(frames));
});
afterAll(() => rm(folder, { recursive: true }));

/** Labels with a server; frames are told apart by their images. */
const labelled = async (url: string, output: string, timeout: number): Promise<BagSummary> => {
  const backend = await openBackend(`openai:qwen@${url}`, {
    server: { timeout, retries: 0, backoff: 0.01, samples: 1, probeAfter: 60 },
  });
  const { bags } = await labelBags({
    inputs: [input],
    folder: join(folder, output),
    jobs: 1,
    settings: { task: parseTask(task), version: "test", csv: false, sidecar: true },
    origin: { kind: "model", backend, precision: "fp32" },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onRemark: () => undefined,
    onEnd: () => undefined,
  });
  const [bag] = bags;
  if (bag === undefined) throw new Error("nothing was labelled");
  return bag;
};

/** The raw distance of each row; null where there is none. */
const distances = async (output: string): Promise<readonly unknown[]> => {
  const file = await asyncBufferFromFile(join(folder, output, "pick", "rewards.parquet"));
  const rows = await parquetReadObjects({ file, columns: ["raw:distance(gripper,mug)"] });
  return rows.map((row) => Object.values(row)[0]);
};

/** A fault for some of the images, by the order in which they are first seen. */
const faultyFor = (fault: Behaviour, isFaulty: (nth: number) => boolean): Behaviour => {
  const seen: string[] = [];
  return (response, asked) => {
    if (!seen.includes(asked.image)) seen.push(asked.image);
    return (isFaulty(seen.indexOf(asked.image)) ? fault : saying("0.250 m"))(response, asked);
  };
};

const every = Object.entries(faults);

describe.each(every)(
  "labelling with a server that %s",
  { timeout: 60_000 },
  (name, [code, fault]) => {
    const timeout = timeoutFor(code);

    it("now and then: completes, and counts the unanswered frames exactly", async () => {
      const server = await startServer(faultyFor(fault, (nth) => nth % 6 === 1));
      const output = `now and then ${name}`;
      const bag = await labelled(server.url, output, timeout);
      expect(bag).toMatchObject({ frames, labelled: frames - 4, unanswered: 4 });
      const told = await distances(output);
      expect(told.filter((metres) => metres === 0.25)).toHaveLength(frames - 4);
      expect(told.filter((metres) => metres === null)).toHaveLength(4);
    });

    it("for good: ends, and goes on where it was when the server is well again", async () => {
      const server = await startServer(faultyFor(fault, (nth) => nth >= 8));
      const output = `for good ${name}`;
      const bag = await labelled(server.url, output, timeout);
      if (name === "redirects") {
        // Each frame fails for itself: another frame may be answered.
        expect(bag).toMatchObject({ frames, unanswered: frames - 8 });
        return;
      }
      expect(bag.error).toMatchObject({ code: "server.unavailable" });
      const before = server.asked.length;
      server.behave = saying("0.250 m");
      expect(await labelled(server.url, output, timeout)).toMatchObject({ frames, unanswered: 0 });
      expect(server.asked.length - before).toBeLessThanOrEqual(frames - 4);
      expect(new Set(await distances(output))).toEqual(new Set([0.25]));
    });
  },
);
