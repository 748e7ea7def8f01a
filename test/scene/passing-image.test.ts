import { describe, expect, it } from "vitest";
import type { PictureReader } from "../../src/messages/index.js";
import { isFrame, passingImageMessage, type SceneMessage } from "../../src/scene/index.js";
import { at, frameIn, info, sceneOf } from "./messages.js";

/** A camera of 10 Hz whose reader has one buffer for all messages; each image is of one level. */
const passingCamera = () => {
  const copied: number[] = [];
  class Counted extends Uint8Array {
    override slice(): Uint8Array<ArrayBuffer> {
      copied.push(this[0] ?? 0);
      return Uint8Array.from(this);
    }
  }
  const memory = new Counted(3);
  let taken = at(0);
  const reader: PictureReader = {
    header: () => ({ stamp: taken, frameId: "camera" }),
    picture: (bytes) => ({
      stamp: taken,
      frameId: "camera",
      camera: "/eye",
      width: 1,
      height: 1,
      rgb: async () => ({ width: 1, height: 1, data: Uint8Array.from(bytes) }),
    }),
  };
  const image = (level: number): SceneMessage => {
    memory.fill(level);
    taken = at(level * 100);
    return passingImageMessage(reader, memory, taken);
  };
  return { image, copied, overwrite: () => memory.fill(0xff) };
};

const levelIn = async (frame: Parameters<typeof frameIn>[0]): Promise<number | undefined> =>
  (await frameIn(frame)?.rgb())?.data[0];

describe("an image whose bytes are good until the next message", () => {
  it("is copied once where its frame is taken, and not at all where --rate passes it over", async () => {
    const camera = passingCamera();
    const scene = sceneOf({
      rate: 1,
      expects: { cameraInfo: () => false, transforms: () => false },
    });
    const frames = [];
    for (let level = 1; level <= 30; level++) {
      frames.push(...scene.take(camera.image(level)));
      camera.overwrite();
    }
    frames.push(...scene.end());
    expect(await Promise.all(frames.map(levelIn))).toEqual([1, 10, 20, 30]);
    expect(camera.copied).toEqual([1, 10, 20, 30]);
  });

  it("is as it was, however long its frame waits for what is told of it", async () => {
    const camera = passingCamera();
    const scene = sceneOf();
    for (const level of [1, 2, 3]) {
      expect(scene.take(camera.image(level))).toEqual([]);
      camera.overwrite();
    }
    const frames = scene.take(info(400, 60));
    expect(await Promise.all(frames.map(levelIn))).toEqual([1, 2, 3]);
    expect(camera.copied).toEqual([1, 2, 3]);
  });

  it("says why it shows nothing without being copied", () => {
    const failure = { code: "image.corrupt", message: "no picture" } as const;
    const bytes = new Uint8Array(3);
    const unread = () => {
      throw new RangeError("never asked");
    };
    const header = () => ({ stamp: at(0), frameId: "camera" });
    const scene = sceneOf({ expects: { cameraInfo: () => false, transforms: () => false } });
    const message = passingImageMessage({ header, picture: unread }, bytes, at(0), failure);
    const [frame] = [...scene.take(message), ...scene.end()];
    expect(frame && !isFrame(frame.content) && frame.content).toEqual(failure);
  });
});
