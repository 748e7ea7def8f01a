import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LabelSummary, labelBags } from "../../src/label/index.js";
import { parseTask } from "../../src/reward/index.js";
import { openBackend } from "../../src/vlm/index.js";
import { task } from "../cli/recording.js";
import { libav } from "../video/packets.js";
import { saying, startServer, type TestServer } from "../vlm/openai/server.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sources-"));
});
afterAll(() => rm(folder, { recursive: true }));

const remarks: string[] = [];

/** Labels with a server that always answers 25 cm. */
const labelled = async (
  inputs: readonly string[],
  camera?: string,
  server?: TestServer,
): Promise<LabelSummary> => {
  const { url } = server ?? (await startServer(saying("0.250 m")));
  const backend = await openBackend(`openai:qwen@${url}`, { server: { samples: 1 } });
  try {
    return await labelBags({
      inputs,
      folder,
      jobs: 1,
      settings: {
        task: parseTask(task),
        version: "test",
        csv: false,
        sidecar: false,
        ...(camera === undefined ? {} : { camera }),
      },
      origin: { kind: "model", backend, precision: "fp32" },
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onRemark: (_, text) => remarks.push(text),
      onEnd: () => undefined,
    });
  } finally {
    await backend.close();
  }
};

const rowsOf = async (output: string): Promise<readonly Record<string, unknown>[]> =>
  parquetReadObjects({ file: await asyncBufferFromFile(join(output, "rewards.parquet")) });

describe("a LeRobot dataset", () => {
  const dataset = "test/fixtures/lerobot/image";
  const front = "observation.images.front";

  it("is labelled episode by episode, every frame of it, and once", async () => {
    const before = await readFile(join(dataset, "data/chunk-000/file-000.parquet"));
    const server = await startServer(saying("0.250 m"));
    const { bags } = await labelled([dataset], front, server);
    expect(bags).toMatchObject(
      [7, 8, 9].map((frames, index) => ({
        input: join(dataset, `episode_00000${index}`),
        output: join(folder, `image_episode_00000${index}`),
        frames,
        labelled: frames,
        episodes: 1,
      })),
    );
    const rows = await rowsOf(join(folder, "image_episode_000001"));
    expect(rows.map(({ stamp_ns: stamp }) => stamp)).toEqual(
      Array.from({ length: 8 }, (_, i) => BigInt(i) * 100_000_000n),
    );
    expect(rows.every(({ valid }) => valid === true)).toBe(true);
    expect(await readFile(join(dataset, "data/chunk-000/file-000.parquet"))).toEqual(before);
    expect((await labelled([dataset], front, server)).bags.map(({ skipped }) => skipped)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("with several cameras wants one of them named", async () => {
    const { bags } = await labelled([join(dataset, "episode_000000")]);
    expect(bags).toMatchObject([{ error: { code: "bag.many-cameras" } }]);
  });
});

describe.skipIf(libav === undefined)("a video file", () => {
  it("is labelled frame by frame", async () => {
    const { bags } = await labelled(["test/fixtures/video/h264.mp4"]);
    expect(bags).toMatchObject([{ output: join(folder, "h264"), frames: 24, labelled: 24 }]);
  });
});
