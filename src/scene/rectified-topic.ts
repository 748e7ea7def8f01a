/** image_proc's names, and RealSense's: /camera/image_rect, image_rect_color, image_rect_raw. */
const rectified = /(^|[/_])rect(ified)?([/_]|$)/;

/** Whether a topic's images are a rectifier's: CameraInfo's P tells of them, and nothing bends any more. */
export const isRectified = (topic: string): boolean => rectified.test(topic);

/** RealSense's aligned_depth_to_color, and depth_registered of ROS's depth_image_proc. */
const aligned = /(^|[/_])(aligned|registered)([/_]|$)/i;

/** Whether a topic's depth images were aligned to the pictures of the camera beside it. */
export const isAligned = (topic: string): boolean => aligned.test(topic);
