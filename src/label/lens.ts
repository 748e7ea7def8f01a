import type { BagReader, TopicInfo } from "../bag/index.js";
import { calibrationFromCameraInfo, type LensCalibration } from "../messages/index.js";
import { encodingOf } from "./topic-codec.js";

/** Drivers publish an uncalibrated CameraInfo (K of zeros) until they have read their calibration. */
const patience = 10;

/** From the first calibrated CameraInfo; undefined when none of the first few is. */
export const readCalibration = async (
  reader: BagReader,
  info: TopicInfo | undefined,
): Promise<LensCalibration | undefined> => {
  if (!info) return undefined;
  let tries = 0;
  for await (const { data } of reader.messages({ topics: [info.name] })) {
    const calibration = calibrationFromCameraInfo(data, encodingOf(info));
    if (calibration || ++tries === patience) return calibration;
  }
  return undefined;
};
