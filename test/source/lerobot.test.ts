import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import type { BagReader } from "../../src/bag/index.js";
import { frameFromMessage } from "../../src/messages/index.js";
import { openSource, sourceName, sourcesAt } from "../../src/source/index.js";
import { libav } from "../video/packets.js";

const front = "observation.images.front";
const wrist = "observation.images.wrist";

/** Of the fixtures, which LeRobot 0.4.4 has written: three episodes of 7, 8 and 9 frames at 10 Hz, each of one grey. */
const greyOf = (camera: string, episode: number, frame: number): number =>
  camera === front ? 10 + episode * 70 + frame * 6 : 240 - episode * 70 - frame * 6;

interface Seen {
  readonly ms: number;
  /** NaN for none. */
  readonly grey: number;
}

const seenIn = async (reader: BagReader, camera: string): Promise<Seen[]> => {
  const type = reader.topics.find(({ name }) => name === camera)?.type ?? "";
  const seen: Seen[] = [];
  for await (const { topic, logTime, data, failure } of reader.messages({ topics: [camera] })) {
    const ms = Number(logTime) / 1e6;
    if (failure) {
      seen.push({ ms, grey: Number.NaN });
      continue;
    }
    const frame = frameFromMessage({ topic, type, messageEncoding: "cdr", bytes: data });
    const rgb = (await frame.rgb()).data;
    seen.push({ ms, grey: rgb[rgb.length / 2] ?? 0 });
  }
  return seen;
};

/** A video may be off by a step of grey. */
const nearly = (grey: number): unknown => expect.closeTo(grey, -0.5);

const datasets = [["image"], ...(libav === undefined ? [] : [["video"]])];

describe.each(datasets)("a dataset of version 3 whose cameras are %ss", (kind) => {
  const path = `test/fixtures/lerobot/${kind}`;

  it("is a source for each of its episodes", async () => {
    const sources = await sourcesAt(path);
    expect(sources).toEqual([0, 1, 2].map((index) => join(path, `episode_00000${index}`)));
    expect(sources.map(sourceName)).toEqual(
      [0, 1, 2].map((index) => `${kind}_episode_00000${index}`),
    );
  });

  it.each([0, 1, 2])("shows episode %i, camera by camera, from its own start", async (episode) => {
    const reader = await openSource(join(path, `episode_00000${episode}`));
    expect(reader.topics).toMatchObject(
      [front, wrist].map((name) => ({ name, count: 7 + episode })),
    );
    for (const camera of [front, wrist]) {
      const frames = Array.from({ length: 7 + episode }, (_, i) => ({
        ms: i * 100,
        grey: nearly(greyOf(camera, episode, i)),
      }));
      expect(await seenIn(reader, camera)).toEqual(frames);
    }
    expect(reader.remarks).toEqual([]);
    expect(reader.parts).toEqual([]);
    expect(reader.files.every(existsSync)).toBe(true);
  });

  it("names the episodes that it has where another is asked for", async () => {
    await expect(openSource(join(path, "episode_000003"))).rejects.toMatchObject({
      code: "bag.missing",
      message: `${path}: has no episode 3; it has 3`,
    });
  });
});

/** Version 2.1: a table and a video per camera and episode; the video has the 24 frames of the fixture. */
const versionTwo = (rows: number, timestampOf = (row: number) => row / 10): string => {
  const root = mkdtempSync(join(tmpdir(), "spatial-reward-test-"));
  const put = (name: string, bytes: Uint8Array | string): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), bytes);
  };
  put(
    "meta/info.json",
    JSON.stringify({
      codebase_version: "v2.1",
      fps: 10,
      chunks_size: 1000,
      data_path: "data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet",
      video_path: "videos/chunk-{episode_chunk:03d}/{video_key}/episode_{episode_index:06d}.mp4",
      features: {
        [front]: { dtype: "video", shape: [48, 64, 3] },
        "observation.images.depth": {
          dtype: "video",
          shape: [48, 64, 3],
          info: { "video.is_depth_map": true },
        },
        timestamp: { dtype: "float32", shape: [1] },
      },
    }),
  );
  put(
    "meta/episodes.jsonl",
    `${JSON.stringify({ episode_index: 1000, length: rows, tasks: ["pick"] })}\n`,
  );
  const frames = Array.from({ length: rows }, (_, i) => i);
  const table = parquetWriteBuffer({
    columnData: [
      { name: "timestamp", type: "FLOAT", data: Float32Array.from(frames, timestampOf) },
      { name: "frame_index", type: "INT64", data: BigInt64Array.from(frames, BigInt) },
      { name: "episode_index", type: "INT64", data: BigInt64Array.from(frames, () => 1000n) },
    ],
  });
  put("data/chunk-001/episode_001000.parquet", new Uint8Array(table));
  const video = `videos/chunk-001/${front}/episode_001000.mp4`;
  put(video, "");
  copyFileSync("test/fixtures/video/h264.mp4", join(root, video));
  return root;
};

describe.skipIf(libav === undefined)("a dataset of version 2.1", () => {
  it("shows its episodes; depth is no camera", async () => {
    const [source = ""] = await sourcesAt(versionTwo(24));
    const reader = await openSource(source);
    expect(reader.topics.map(({ name }) => name)).toEqual([front]);
    expect(await seenIn(reader, front)).toEqual(
      Array.from({ length: 24 }, (_, i) => ({ ms: i * 100, grey: nearly(i * 9.3) })),
    );
  });

  it("with a row of no time is refused", async () => {
    const [source = ""] = await sourcesAt(versionTwo(24, () => Number.NaN));
    await expect(openSource(source)).rejects.toMatchObject({
      code: "dataset.invalid",
      message: expect.stringContaining("timestamp: must be a number; got NaN"),
    });
  });

  it("has invalid frames where its video is shorter than its table, and says so", async () => {
    const [source = ""] = await sourcesAt(versionTwo(26));
    const reader = await openSource(source);
    const seen = await seenIn(reader, front);
    expect(seen.slice(23).map(({ grey }) => Number.isNaN(grey))).toEqual([false, true, true]);
    expect(reader.remarks).toEqual([
      { kind: "image", what: "rows of the dataset whose frame is not in its video", count: 2 },
    ]);
  });
});

it.each([
  [
    "another version",
    { codebase_version: "v1.6", fps: 10, data_path: "", features: {} },
    "must be v2 or v3",
  ],
  ["no fps", { codebase_version: "v3.0", data_path: "", features: {} }, "fps: "],
])("a dataset with %s is refused", async (_, info, why) => {
  const root = mkdtempSync(join(tmpdir(), "spatial-reward-test-"));
  mkdirSync(join(root, "meta"));
  writeFileSync(join(root, "meta", "info.json"), JSON.stringify(info));
  await expect(sourcesAt(root)).rejects.toMatchObject({
    code: "dataset.invalid",
    message: expect.stringContaining(why),
  });
});

it("never changes the dataset", async () => {
  const path = "test/fixtures/lerobot/image";
  const table = join(path, "data/chunk-000/file-000.parquet");
  const before = readFileSync(table);
  await seenIn(await openSource(join(path, "episode_000001")), wrist);
  expect(readFileSync(table)).toEqual(before);
});
