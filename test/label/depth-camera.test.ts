import { describe, expect, it } from "vitest";
import type { TopicInfo } from "../../src/bag/index.js";
import { chooseDepth } from "../../src/label/depth-camera.js";

const topic = (name: string, type: string): TopicInfo => ({
  name,
  type,
  messageEncoding: "cdr",
  schemaEncoding: "ros2msg",
  definition: "",
});
const image = (name: string) => topic(name, "sensor_msgs/msg/Image");
const packed = (name: string) => topic(name, "sensor_msgs/msg/CompressedImage");
const info = (name: string) => topic(name, "sensor_msgs/msg/CameraInfo");

const colour = image("/camera/color/image_raw");
const chosen = (topics: readonly TopicInfo[], depths: Readonly<Record<string, string>> = {}) =>
  chooseDepth([colour, ...topics], colour, { cameras: { front: colour.name }, depths });
const nameOf = (...of: Parameters<typeof chosen>): string | undefined =>
  chosen(...of).depth?.image.name;

const aligned = "/camera/aligned_depth_to_color/image_raw";
const own = "/camera/depth/image_rect_raw";

describe("the depth images of a camera", () => {
  it("are those that the task names, with the lens beside them", () => {
    const topics = [image(own), image(aligned), info("/camera/depth/camera_info")];
    expect(nameOf(topics, { front: own })).toBe(own);
    expect(chosen(topics, { front: own }).depth?.cameraInfo?.name).toBe(
      "/camera/depth/camera_info",
    );
    expect(nameOf([packed(`${own}/compressedDepth`)], { front: own })).toBe(
      `${own}/compressedDepth`,
    );
  });

  it.each<readonly [string, readonly TopicInfo[], string | undefined]>([
    ["the only ones of its device", [image(own)], own],
    ["the aligned ones before others", [image(own), image(aligned)], aligned],
    [
      "not those aligned to another camera",
      [image(own), image("/camera/aligned_depth_to_infra1/image_raw")],
      own,
    ],
    ["as they are before packed ones", [packed(`${own}/compressedDepth`), image(own)], own],
    [
      "packed ones, where there are no others",
      [packed(`${own}/compressedDepth`)],
      `${own}/compressedDepth`,
    ],
    ["no pictures of depth", [packed(`${own}/compressed`)], undefined],
    [
      "ROS's registered ones",
      [image("/camera/depth_registered/image_raw")],
      "/camera/depth_registered/image_raw",
    ],
    ["a lone camera's, wherever they are", [image("/depth/image_raw")], "/depth/image_raw"],
    [
      "not another device's",
      [image("/side/color/image_raw"), image("/side/depth/image_raw")],
      undefined,
    ],
    ["none where there are none", [], undefined],
  ])("else are %s", (_, topics, expected) => {
    expect(nameOf(topics)).toBe(expected);
  });

  it("are none where several might be, which is told", () => {
    const { depth, remark } = chosen([
      image("/camera/depth_a/image"),
      image("/camera/depth_b/image"),
    ]);
    expect(depth).toBeUndefined();
    expect(remark).toMatch(
      /^several topics of depth beside \/camera\/color\/image_raw.*depth_a.*depth_b/,
    );
  });

  it("that the task names and that were not recorded end it, with those that were", () => {
    expect(() => chosen([image(own)], { front: "/camera/dept" })).toThrow(
      expect.objectContaining({
        code: "bag.no-depth",
        message: expect.stringContaining(`its topics of depth are ${own} (sensor_msgs/msg/Image)`),
      }),
    );
    expect(() => chosen([], { front: "/camera/dept" })).toThrow(/it has no topics of depth/);
  });
});
