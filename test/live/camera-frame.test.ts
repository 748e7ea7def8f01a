import { describe, expect, it } from "vitest";
import { cameraFrame } from "../../src/live/camera-frame.js";
import { at, framesOf, image, sceneOf } from "../scene/messages.js";

const [good] = framesOf(sceneOf({ stated: () => ({ fov: 60 }) }), [image(7)]);
const failure = { code: "image.size", message: "no pixels" } as const;

describe("a frame of a scene", () => {
  it("is a frame of the camera that was asked for", async () => {
    const frame = good && cameraFrame("/camera", good);
    expect(frame).toMatchObject({ camera: "/camera", frameId: "camera", stamp: at(7), width: 64 });
    expect(frame).not.toHaveProperty("startsEpisode");
    expect((await frame?.rgb())?.data).toHaveLength(64 * 48 * 3);
  });

  it("that has no picture is a failure with a stamp, and says so when it is looked at", async () => {
    const frame = good && cameraFrame("/camera", { ...good, content: failure });
    expect(frame).toMatchObject({ stamp: at(7), failure, width: 0 });
    await expect(frame?.rgb()).rejects.toMatchObject({ code: "image.size" });
  });

  it("says that it starts an episode", () => {
    expect(good && cameraFrame("/camera", { ...good, startsEpisode: true })).toMatchObject({
      startsEpisode: true,
    });
  });
});
