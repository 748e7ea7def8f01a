import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@foxglove/rosmsg";
import { MessageWriter } from "@foxglove/rosmsg2-serialization";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMcap, openBag } from "../../src/bag/index.js";
import { chooseCamera } from "../../src/label/camera.js";
import { cameraFrames } from "../../src/label/camera-frames.js";
import { interfaceDefinition } from "../../src/messages/index.js";
import { isFrame, type SceneFrame } from "../../src/scene/index.js";
import { compressedImage, firstStamp, jpeg, period } from "../cli/recording.js";

const types = {
  "/eye/image/compressed": "sensor_msgs/msg/CompressedImage",
  "/eye/camera_info": "sensor_msgs/msg/CameraInfo",
  "/tf": "tf2_msgs/msg/TFMessage",
  "/tf_static": "tf2_msgs/msg/TFMessage",
} as const;
type Topic = keyof typeof types;

const written = (topic: Topic, message: unknown): Uint8Array =>
  new MessageWriter(parse(interfaceDefinition(types[topic]), { ros2: true })).writeMessage(message);

const header = { stamp: { sec: 0, nanosec: 0 }, frame_id: "world" };
const turned = (child: string, degrees: number, stamp = 0n) => ({
  transforms: [
    {
      header: {
        stamp: { sec: Number(stamp / 10n ** 9n), nanosec: Number(stamp % 10n ** 9n) },
        frame_id: "world",
      },
      child_frame_id: child,
      transform: {
        translation: { x: 0, y: 0, z: 0 },
        rotation: {
          x: Math.sin((degrees * Math.PI) / 360),
          y: 0,
          z: 0,
          w: Math.cos((degrees * Math.PI) / 360),
        },
      },
    },
  ],
});

const cameraInfo = (focal: number, [width, height] = [64, 48]) => ({
  header,
  width,
  height,
  distortion_model: "plumb_bob",
  d: [],
  k: [focal, 0, 31.5, 0, focal, 23.5, 0, 0, 1],
  r: new Array(9).fill(0),
  p: new Array(12).fill(0),
  binning_x: 0,
  binning_y: 0,
  roi: { x_offset: 0, y_offset: 0, height: 0, width: 0, do_rectify: false },
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "frames-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Event = readonly [topic: Topic, data: Uint8Array];
const picture = async (frame: number): Promise<Event> => [
  "/eye/image/compressed",
  compressedImage(firstStamp + BigInt(frame) * period, await jpeg(frame)),
];

let recordings = 0;
/** Frames of a recording of these messages, 10 ms apart. */
const framesOf = async (
  events: readonly Event[],
  settings: Parameters<typeof cameraFrames>[2] = {},
): Promise<SceneFrame[]> => {
  const path = join(folder, `${recordings++}.mcap`);
  const file = await createMcap(path, {
    topics: Object.entries(types).map(([name, type]) => ({
      name,
      type,
      definition: interfaceDefinition(type),
    })),
  });
  for (const [at, [topic, data]] of events.entries()) {
    await file.write({ topic, data, logTime: firstStamp + BigInt(at) * 10_000_000n });
  }
  await file.close();
  const reader = await openBag(path);
  const frames: SceneFrame[] = [];
  for await (const frame of cameraFrames(reader, chooseCamera(reader.topics, {}), settings)) {
    frames.push(frame);
  }
  await reader.close();
  return frames;
};

const contents = (frames: readonly SceneFrame[]) =>
  frames.map(({ content }) => (isFrame(content) ? content : undefined));

describe("the lens of a frame", () => {
  it("is that of CameraInfo, the first that is calibrated, wherever it was recorded", async () => {
    const infos = [0, 50, 70].map(
      (f): Event => ["/eye/camera_info", written("/eye/camera_info", cameraInfo(f))],
    );
    const [frame] = contents(await framesOf([await picture(0), ...infos]));
    expect(frame).toMatchObject({
      intrinsics: { fx: 50, fy: 50, cx: 32, cy: 24 },
      intrinsicsSource: "camera_info",
    });
  });

  it("is scaled with the image", async () => {
    const info: Event = [
      "/eye/camera_info",
      written("/eye/camera_info", cameraInfo(50, [128, 96])),
    ];
    const [frame] = contents(await framesOf([info, await picture(0)]));
    expect(frame).toMatchObject({
      intrinsics: { fx: 25, fy: 25, cx: 16, cy: 12 },
      intrinsicsSource: "camera_info",
    });
  });

  it("is what the user says, before CameraInfo", async () => {
    const info: Event = ["/eye/camera_info", written("/eye/camera_info", cameraInfo(50))];
    const [frame] = contents(await framesOf([info, await picture(0)], { fov: 90 }));
    expect(frame).toMatchObject({ intrinsicsSource: "fov", intrinsics: { cx: 32 } });
    expect(frame?.intrinsics?.fx).toBeCloseTo(32);
  });

  it("is assumed, and says so, where nobody knows", async () => {
    const [frame] = contents(await framesOf([await picture(0)]));
    expect(frame?.intrinsicsSource).toBe("assumed");
  });
});

describe("the up direction of a frame", () => {
  it("is that of static transforms from the start, even if they were recorded later", async () => {
    const late: Event = ["/tf_static", written("/tf_static", turned("camera_optical", 90))];
    const [frame] = contents(await framesOf([await picture(0), late]));
    expect(frame?.up?.[1]).toBeCloseTo(1);
  });

  it("follows moving transforms, frame by frame", async () => {
    const tf = (frame: number, degrees: number): Event => [
      "/tf",
      written("/tf", turned("camera_optical", degrees, firstStamp + BigInt(frame) * period)),
    ];
    const frames = contents(
      await framesOf([
        ...[await picture(0), await picture(1), await picture(2)],
        ...[tf(0, 0), tf(1, 90), tf(2, 180)],
      ]),
    );
    expect(frames[0]?.up?.[2]).toBeCloseTo(1);
    expect(frames[1]?.up?.[1]).toBeCloseTo(1);
    expect(frames[2]?.up?.[2]).toBeCloseTo(-1);
  });

  it("is that of --pitch where transforms don't tell", async () => {
    const [frame] = contents(await framesOf([await picture(0)], { pitch: 30 }));
    expect(frame?.up?.[1]).toBeCloseTo(-Math.cos(Math.PI / 6));
    expect(frame?.up?.[2]).toBeCloseTo(-0.5);
  });
});

describe("a message that is no image", () => {
  it("is a failure in its place, and the next frame comes as usual", async () => {
    const broken: Event = ["/eye/image/compressed", new Uint8Array([0, 1, 0, 0, 9])];
    const frames = await framesOf([await picture(0), broken, await picture(1)]);
    expect(frames.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(frames.map(({ stamp }) => stamp)).toEqual([
      firstStamp,
      firstStamp + 10_000_000n,
      firstStamp + period,
    ]);
    expect(frames.map(({ content }) => isFrame(content))).toEqual([true, false, true]);
    expect(frames[1]?.content).toMatchObject({ code: "message.malformed" });
  });
});

describe("frames that are held on to", () => {
  it("keep their own pixels while the recording is read on", async () => {
    const frames = contents(await framesOf([await picture(0), await picture(8)]));
    const [first, second] = await Promise.all(frames.map((frame) => frame?.rgb()));
    expect(first?.data[0]).toBeLessThan(20);
    expect(second?.data[0]).toBeGreaterThan(40);
  });
});
