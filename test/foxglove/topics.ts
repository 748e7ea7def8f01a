import type { TopicSchema } from "../../src/messages/index.js";

const ros = (topic: string, type: string): TopicSchema => ({
  topic,
  type,
  messageEncoding: "cdr",
  schemaEncoding: "ros2msg",
  definition: "",
});

export const camera = "/camera/image_raw";
export const imageTopic = ros(camera, "sensor_msgs/msg/Image");
export const infoTopic = ros("/camera/camera_info", "sensor_msgs/msg/CameraInfo");
