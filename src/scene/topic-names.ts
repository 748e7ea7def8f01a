/** What image_transport appends: tasks name the raw topic that a robot may have compressed only. */
const transports = ["", "/compressed", "/ffmpeg"];

/** What image_transport appends to the name of a topic of depth. */
const depthTransports = ["", "/compressedDepth", "/compressed"];

/** Where a camera's images may be that are asked for by a name, the preferred one first. */
export const imageNames = (wanted: string): readonly string[] =>
  transports.map((transport) => `${wanted}${transport}`);

/** As `imageNames`, of depth images. */
export const depthNames = (wanted: string): readonly string[] =>
  depthTransports.map((transport) => `${wanted}${transport}`);

/** "/camera/image_raw/compressed" -> "/camera/image_raw/compressed", "/camera/image_raw", "/camera", "". */
const namespaces = (topic: string): readonly string[] => {
  const parts = topic.split("/");
  return parts.map((_, end) => parts.slice(0, parts.length - end).join("/"));
};

/**
 * Where it may be told how the lens of a topic's images sees, the nearest one first. The second is where librealsense's
 * own recorder puts it, the third where foxglove's examples do.
 */
export const lensNames = (image: string): readonly (readonly string[])[] =>
  namespaces(image).map((namespace) => [
    `${namespace}/camera_info`,
    `${namespace}/info/camera_info`,
    `${namespace}/calibration`,
  ]);

/** Depth images share the type of colour images; by REP-118 and every driver their topics say so. */
export const isColourTopic = (topic: string): boolean => !/(^|[/_])depth([/_]|$)/i.test(topic);

/** What is told there holds for all times. */
export const isFixedTransforms = (topic: string): boolean => /(^|\/)tf_static$/.test(topic);
