import { describe, expect, it } from "vitest";
import { calibrationFromCameraInfo, readCameraInfo } from "../../src/messages/index.js";
import { cameraInfoMessage, layouts, messageEncodingOf } from "./image-messages.js";

const k = [500, 0, 319.5, 0, 510, 239.5, 0, 0, 1];

describe.each(layouts)("a CameraInfo in %s", (layout) => {
  const encoding = messageEncodingOf(layout);

  it("gives the lens, its principal point counted from the first pixel's corner", () => {
    const bytes = cameraInfoMessage({ k, d: [0.1, -0.2, 0, 0, 0.3] }, layout);
    expect(readCameraInfo(bytes, encoding)).toEqual({
      stamp: 12_000_000_034n,
      frameId: "camera_optical",
      width: 640,
      height: 480,
      intrinsics: { fx: 500, fy: 510, cx: 320, cy: 240 },
      distortion: { model: "plumb_bob", coefficients: [0.1, -0.2, 0, 0, 0.3] },
    });
  });

  it("that is not calibrated (K of zeros) gives none", () => {
    const bytes = cameraInfoMessage({ k: Array<number>(9).fill(0) }, layout);
    expect(calibrationFromCameraInfo(bytes, encoding)).toBeUndefined();
  });

  it("follows the image through region of interest and binning", () => {
    const bytes = cameraInfoMessage({ k, binning: [2, 2], region: [160, 120, 320, 240] }, layout);
    expect(readCameraInfo(bytes, encoding)).toMatchObject({
      width: 160,
      height: 120,
      intrinsics: { fx: 250, fy: 255, cx: 80, cy: 60 },
    });
  });

  it("cut short is malformed, wherever", () => {
    const bytes = cameraInfoMessage({ k, d: [1, 2] }, layout);
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => readCameraInfo(bytes.subarray(0, length), encoding)).toThrow(
        expect.objectContaining({ code: "message.malformed" }),
      );
  });
});
