export { type CalibrateJob, type Calibration, calibrateCamera } from "./calibrate.js";
export { calibrationRecord } from "./record.js";
export { launchFile, publisherCommand, transformFile } from "./tell-tf.js";
