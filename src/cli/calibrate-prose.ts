import { type Calibration, publisherCommand } from "../calibrate/index.js";
import { counted, type Metres } from "../core/index.js";
import { reasonText } from "../label/index.js";

const cm = (metres: Metres): string => `${(100 * metres).toFixed(1)} cm`;
const degrees = (radians: number): string => `${((180 / Math.PI) * radians).toFixed(2)}°`;

const placeProse = ({ camera, base, opticalFrame, estimate }: Calibration): string => {
  const { pose, positionStddev, rotationStddev, deviation, fits, moved } = estimate;
  const [x, y, z] = pose.position.map((each) => each.toFixed(3));
  const used = fits.filter(Boolean).length;
  return `${camera}${opticalFrame === "" ? "" : ` (${opticalFrame})`} stands in ${base} at (${x}, ${y}, ${z}) m ± ${cm(positionStddev)}, turned ± ${degrees(rotationStddev)}
  the gripper moved ${moved.map((each) => (100 * each).toFixed(0)).join(" × ")} cm; it is seen within ± ${deviation.toFixed(1)} pixels in ${used} of ${counted(fits.length, "frame")} that the model pointed in
`;
};

const scaleProse = ({ estimate: { scale } }: Calibration): string =>
  scale
    ? `  the model's lengths times ${scale.factor.toFixed(2)} ± ${(scale.factor * scale.logStddev).toFixed(2)} are the robot's\n`
    : "";

const existingProse = ({ existing }: Calibration): string => {
  if (!existing) return "";
  const { position, rotation, contradicts, pixels } = existing;
  const apart = `TF has the camera ${cm(position)} and ${degrees(rotation)} from there`;
  const seen = `by TF the gripper is seen ${pixels.existing.toFixed(1)} pixels from where it should be, by this ${pixels.estimate.toFixed(1)}`;
  return `  ${apart}${contradicts ? ", which is more than the deviations explain" : ", within the deviations"}: ${seen}\n`;
};

const doubts = ({ estimate, lens, opticalFrame }: Calibration): readonly string[] => [
  ...(lens === "assumed"
    ? ["the lens was assumed, and the place is as wrong as it: --fov says better"]
    : []),
  ...(estimate.byDepth
    ? ["two places explain the pixels: the model's depths decided between them"]
    : []),
  ...(opticalFrame === ""
    ? ["the images name no frame: TF is told of camera_optical_frame, which nothing refers to"]
    : []),
];

/** What came of it, for people. */
export const calibrateProse = (calibration: Calibration): string => {
  const notes = [
    ...doubts(calibration),
    ...calibration.reasons.map((reason) => reasonText(reason, calibration.frames)),
  ];
  return [
    placeProse(calibration),
    scaleProse(calibration),
    existingProse(calibration),
    ...notes.map((note) => `  note: ${note}\n`),
    `${publisherCommand(calibration.link)}\n`,
  ].join("");
};
