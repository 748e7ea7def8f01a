import { frameFromMessage } from "../messages/index.js";
import { compressedMessage, rawEncodings, rawMessage } from "./image-message.js";
import { medianMilliseconds } from "./measure.js";
import { nanoCanvas } from "./nano-canvas.js";

export interface ImageSpeed {
  readonly encoding: string;
  /** From the message's bytes to the pixels a model sees. */
  readonly milliseconds: number;
}

const speed = async (
  encoding: string,
  type: string,
  bytes: Uint8Array,
  times: number,
): Promise<ImageSpeed> => {
  const decode = () =>
    frameFromMessage({ topic: "/camera", type, messageEncoding: "cdr", bytes }).rgb(nanoCanvas);
  return { encoding, milliseconds: await medianMilliseconds(times, decode) };
};

/** 640×480 in each encoding, to a model's canvas. */
export const imageSpeed = async (times: number): Promise<readonly ImageSpeed[]> => {
  const results: ImageSpeed[] = [];
  for (const encoding of Object.keys(rawEncodings)) {
    const bytes = rawMessage(encoding, 1n);
    results.push(await speed(encoding, "sensor_msgs/msg/Image", bytes, times));
  }
  for (const format of ["jpeg", "png"] as const) {
    const bytes = await compressedMessage(format, 1n);
    results.push(await speed(format, "sensor_msgs/msg/CompressedImage", bytes, times));
  }
  return results;
};
