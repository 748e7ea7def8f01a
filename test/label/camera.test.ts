import { describe, expect, it } from "vitest";
import type { TopicInfo } from "../../src/bag/index.js";
import { chooseCamera, otherCameras } from "../../src/label/camera.js";

const topic = (name: string, type: string): TopicInfo => ({
  name,
  type,
  messageEncoding: "cdr",
  schemaEncoding: "ros2msg",
  definition: "",
});
const image = (name: string) => topic(name, "sensor_msgs/msg/Image");
const jpeg = (name: string) => topic(name, "sensor_msgs/msg/CompressedImage");
const info = (name: string) => topic(name, "sensor_msgs/msg/CameraInfo");

const chosen = (topics: readonly TopicInfo[], wanted = {}): string =>
  chooseCamera(topics, wanted).image.name;

describe("which camera is labelled", () => {
  it("the only one", () => {
    expect(chosen([image("/eye"), topic("/joints", "sensor_msgs/msg/JointState")])).toBe("/eye");
  });

  it("the task's, of several", () => {
    expect(chosen([image("/left"), image("/right")], { task: "/right" })).toBe("/right");
  });

  it("the only one, if the task names one that was not recorded", () => {
    expect(chosen([image("/left")], { task: "/front" })).toBe("/left");
  });

  it("the one of --camera, whatever the task says", () => {
    expect(chosen([image("/left"), image("/right")], { task: "/right", flag: "/left" })).toBe(
      "/left",
    );
  });

  it("the compressed twin of a topic that was recorded compressed only", () => {
    expect(chosen([jpeg("/eye/compressed"), image("/x")], { task: "/eye" })).toBe(
      "/eye/compressed",
    );
  });

  it("the twin that was recorded as video only", () => {
    const topics = [image("/eye/ffmpeg"), image("/x")];
    expect(chosen(topics, { flag: "/eye" })).toBe("/eye/ffmpeg");
  });

  it("the colour camera beside its depth", () => {
    const topics = [image("/camera/depth/image_rect_raw"), image("/camera/color/image_raw")];
    expect(chosen(topics)).toBe("/camera/color/image_raw");
  });

  it("a ROS 1 camera", () => {
    expect(chosen([topic("/eye", "sensor_msgs/Image")])).toBe("/eye");
  });

  it("none: the error lists what there is", () => {
    expect(() => chosen([topic("/chat", "std_msgs/msg/String")])).toThrow(
      expect.objectContaining({
        code: "bag.no-camera",
        message: expect.stringContaining("/chat (std_msgs/msg/String)"),
      }),
    );
  });

  it("several and none named: the error lists them", () => {
    expect(() => chosen([image("/left"), image("/right")])).toThrow(
      expect.objectContaining({
        code: "bag.many-cameras",
        message: expect.stringMatching(/\/left.*\/right/),
      }),
    );
  });

  it("one of --camera that isn't there: the error lists those that are", () => {
    expect(() => chosen([image("/left")], { flag: "/lft" })).toThrow(
      expect.objectContaining({ code: "bag.no-camera", message: expect.stringContaining("/left") }),
    );
  });

  it.each([
    ["/camera/image_raw", "/camera/camera_info"],
    ["/camera/image_raw/compressed", "/camera/camera_info"],
    ["/arm/wrist/color/image_raw/compressed", "/arm/wrist/color/camera_info"],
    ["/device_0/sensor_1/Color_0/image/data", "/device_0/sensor_1/Color_0/info/camera_info"],
  ])("%s goes with the lens of %s", (camera, lens) => {
    const topics = [jpeg(camera), info("/other/camera_info"), info(lens)];
    expect(chooseCamera(topics, { flag: camera }).cameraInfo?.name).toBe(lens);
  });

  it("takes no lens from another camera", () => {
    const { cameraInfo } = chooseCamera([image("/left/image"), info("/right/camera_info")], {});
    expect(cameraInfo).toBeUndefined();
  });
});

describe("which cameras go along with it", () => {
  const ofTask = { front: "/front", side: "/side", wrist: "/wrist" };
  const others = (topics: readonly TopicInfo[], wanted = {}) => {
    const pacing = chooseCamera(topics, { task: "/front", ...wanted });
    const { recorded, missing } = otherCameras(topics, pacing, ofTask);
    return [recorded.map(({ name, image: { name: topic } }) => `${name}: ${topic}`), missing];
  };

  it.each([
    [
      "the task's others, compressed or not, each with its lens; those that were not recorded are told",
      [image("/front"), jpeg("/side/compressed"), info("/side/camera_info")],
      {},
      [["side: /side/compressed"], ["wrist (/wrist)"]],
    ],
    [
      "none that the task doesn't name",
      [image("/front"), image("/else")],
      {},
      [[], ["side (/side)", "wrist (/wrist)"]],
    ],
    [
      "not the one that paces by --camera",
      [image("/front"), image("/side"), image("/wrist")],
      { flag: "/side" },
      [["front: /front", "wrist: /wrist"], []],
    ],
    [
      "the task's, where another one stands in for its first",
      [image("/eye")],
      {},
      [[], ["side (/side)", "wrist (/wrist)"]],
    ],
  ])("%s", (_, topics, wanted, expected) => {
    expect(others(topics, wanted)).toEqual(expected);
  });

  it("have lenses of their own", () => {
    const topics = [image("/front"), image("/side"), info("/side/camera_info")];
    const pacing = chooseCamera(topics, { flag: "/front" });
    const [side] = otherCameras(topics, pacing, ofTask).recorded;
    expect(side?.cameraInfo?.name).toBe("/side/camera_info");
  });
});
