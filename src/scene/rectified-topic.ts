/** image_proc's names, and RealSense's: /camera/image_rect, image_rect_color, image_rect_raw. */
const rectified = /(^|[/_])rect(ified)?([/_]|$)/;

/** Whether a topic's images are a rectifier's: CameraInfo's P tells of them, and nothing bends any more. */
export const isRectified = (topic: string): boolean => rectified.test(topic);
