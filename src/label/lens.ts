import type { BagReader, TopicInfo } from "../bag/index.js";
import type { Intrinsics } from "../core/index.js";
import { intrinsicsFromCameraInfo } from "../messages/index.js";
import { encodingOf } from "./topic-codec.js";

/** Drivers publish an uncalibrated CameraInfo (K of zeros) until they have read their calibration. */
const patience = 10;

/** From the first calibrated CameraInfo; undefined when none of the first few is. */
export const readIntrinsics = async (
  reader: BagReader,
  info: TopicInfo | undefined,
): Promise<Intrinsics | undefined> => {
  if (!info) return undefined;
  let tries = 0;
  for await (const { data } of reader.messages({ topics: [info.name] })) {
    const intrinsics = intrinsicsFromCameraInfo(data, encodingOf(info));
    if (intrinsics || ++tries === patience) return intrinsics;
  }
  return undefined;
};
