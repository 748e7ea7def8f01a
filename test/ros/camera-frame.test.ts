import { describe, expect, it } from "vitest";
import { cameraFrame, type Lens } from "../../src/ros/camera-frame.js";
import { imageType } from "../../src/ros/camera-topics.js";
import { imageMessage } from "../messages/image-messages.js";

const image = { topic: "/c/image", type: imageType } as const;
const blind: Lens = { upIn: () => undefined };
const good = { width: 2, height: 2, encoding: "rgb8", data: Array(12).fill(7) };
const calibration = { intrinsics: { fx: 5, fy: 5, cx: 1, cy: 1 }, width: 2, height: 2 };
const seen = (fields = good, lens = blind) =>
  cameraFrame(imageMessage(fields).bytes, "/camera", image, lens);

describe("a camera's message", () => {
  it("is a frame of the camera, with what is known of its lens and of up", async () => {
    const frame = seen(good, {
      calibration,
      upIn: (frameId) => (frameId === "camera_optical" ? [0, -1, 0] : undefined),
    });
    expect(frame).toMatchObject({
      camera: "/camera",
      frameId: "camera_optical",
      stamp: 12_000_000_034n,
      intrinsics: { fx: 5 },
      intrinsicsSource: "camera_info",
      up: [0, -1, 0],
    });
    expect((await frame?.rgb())?.data).toEqual(new Uint8Array(12).fill(7));
  });

  it("is seen through the field of view that the user states, before CameraInfo", () => {
    expect(seen(good, { ...blind, calibration, fov: 90 })).toMatchObject({
      intrinsics: { fx: expect.closeTo(1), cx: 1 },
      intrinsicsSource: "fov",
    });
  });

  it("with a CameraInfo of another shape is seen with an assumed lens, and says so", () => {
    const ofAnother = { ...calibration, width: 4 };
    expect(seen(good, { ...blind, calibration: ofAnother })).toMatchObject({
      intrinsicsSource: "assumed",
      lensFailure: { code: "image.calibration" },
    });
    expect(seen(good, { ...blind, calibration: ofAnother, fov: 90 })).not.toHaveProperty(
      "lensFailure",
    );
  });

  it("has up from the stated pitch where TF does not tell", () => {
    const up = seen(good, { ...blind, pitch: 90 })?.up ?? [0, 0, 0];
    expect(up[1]).toBeCloseTo(0);
    expect(up[2]).toBeCloseTo(-1);
  });

  it.each([
    ["no pixels", { ...good, width: 0, height: 0 }, "image.size"],
    ["too little data", { ...good, data: [1], step: 6 }, "image.size"],
    ["an encoding that isn't read", { ...good, encoding: "infrared" }, "image.encoding"],
  ])(
    "with %s is a failure with a stamp, and says so when it is looked at",
    async (_, fields, code) => {
      const frame = seen(fields);
      expect(frame).toMatchObject({ stamp: 12_000_000_034n, failure: { code } });
      await expect(frame?.rgb()).rejects.toMatchObject({ code });
    },
  );

  it("without a header is nothing", () => {
    expect(cameraFrame(Uint8Array.of(0, 1, 0, 0, 9), "/camera", image, blind)).toBeUndefined();
    expect(cameraFrame(new Uint8Array(0), "/camera", image, blind)).toBeUndefined();
  });
});
