import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lift } from "../../src/core/index.js";
import { calibrationFromCameraInfo, frameFromMessage } from "../../src/messages/index.js";
import { type CameraInfoFields, cameraInfoMessage, imageMessage } from "./image-messages.js";

const k = [500, 0, 319.5, 0, 510, 239.5, 0, 0, 1];

/** A frame of this size beside a CameraInfo of 640×480. */
const seen = (width: number, height: number, info: Partial<CameraInfoFields> = {}) => {
  const data = new Uint8Array(width * height);
  const calibration = calibrationFromCameraInfo(cameraInfoMessage({ k, ...info }), "cdr");
  return frameFromMessage({
    ...imageMessage({ width, height, encoding: "mono8", data }),
    ...(calibration && { calibration }),
  });
};

describe("the lens of an image", () => {
  it.each([
    ["of CameraInfo's size", [640, 480], {}, { fx: 500, fy: 510, cx: 320, cy: 240 }],
    ["of half of it", [320, 240], {}, { fx: 250, fy: 255, cx: 160, cy: 120 }],
    ["of twice of it", [1280, 960], {}, { fx: 1000, fy: 1020, cx: 640, cy: 480 }],
    ["binned by its camera", [320, 240], { binning: [2, 2] }, { fx: 250, cx: 160 }],
    ["scaled after binning", [160, 120], { binning: [2, 2] }, { fx: 125, cx: 80 }],
    [
      "of a region of interest",
      [320, 240],
      { region: [160, 120, 320, 240] },
      { fx: 500, cx: 160, cy: 120 },
    ],
    [
      "of a region that is scaled",
      [160, 120],
      { region: [160, 120, 320, 240] },
      { fx: 250, cx: 80, cy: 60 },
    ],
  ] as const)("%s", (_, [width, height], info, intrinsics) => {
    expect(seen(width, height, info)).toMatchObject({
      intrinsics,
      intrinsicsSource: "camera_info",
    });
  });

  it("sees the same point in the same direction at any scale, rounded to whole pixels or not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 400 }),
        fc.double({ noNaN: true, min: 0, max: 1 }),
        (width, at) => {
          const height = Math.max(1, Math.round((width * 480) / 640));
          const { intrinsics, lensFailure } = seen(width, height);
          expect(lensFailure).toBeUndefined();
          const whole = seen(640, 480).intrinsics;
          if (!intrinsics || !whole) throw new Error("no intrinsics");
          const [x, y] = lift([at * width, at * height], 1, intrinsics);
          const [wholeX, wholeY] = lift([at * 640, at * 480], 1, whole);
          expect(x).toBeCloseTo(wholeX, 9);
          expect(y).toBeCloseTo(wholeY, 9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    [640, 360],
    [480, 640],
    [638, 480],
  ])("that has another shape (%i×%i) is assumed, and the frame says why", (width, height) => {
    expect(seen(width, height)).toMatchObject({
      intrinsicsSource: "assumed",
      lensFailure: {
        code: "image.calibration",
        message: expect.stringMatching(/of 640×480.*must have the shape.*which is/),
      },
    });
  });

  it("is taken as it is from a CameraInfo that does not say its size", () => {
    expect(seen(100, 30, { size: [0, 0] })).toMatchObject({
      intrinsics: { fx: 500, cx: 320 },
      intrinsicsSource: "camera_info",
    });
  });
});
