import {
  assumedFovDegrees,
  type Failure,
  type IntrinsicsSource,
  type Reason,
  type Seconds,
} from "../core/index.js";
import type { DiagnosticStatus } from "../messages/index.js";
import { unlikeRemark } from "../pipeline/index.js";
import type { DepthCondition } from "./depth-camera.js";
import { lossRemark } from "./loss.js";
import type { Readings } from "./meter.js";

/** All that diagnostics say of a camera, as values. */
export interface CameraCondition {
  readonly name: string;
  readonly readings: Readings;
  readonly publishers: number;
  /** As in RMW_IMPLEMENTATION. */
  readonly rmw: string;
  /** Why no frame arrives; asked for only when none does. */
  readonly silence: () => string;
  readonly staleAfter: Seconds;
  /** Since the camera was opened. */
  readonly open: Seconds;
  /** Of the newest frame. */
  readonly lens: IntrinsicsSource | "unknown";
  readonly lensFailure?: Failure;
  /** What was skipped, assumed or not believed so far. */
  readonly reasons: readonly Reason[];
  /** Where it is to have depth images. */
  readonly depth?: DepthCondition;
  /** What is asked for, and the newest frame is without: the kinds of the reasons that tell why. */
  readonly lacks: readonly ("depth" | "tf")[];
}

/** Fewer frames than these may look unlike a model's training by chance. */
const fewFrames = 30;

const milliseconds = (seconds: Seconds | undefined): string =>
  seconds === undefined ? "unknown" : (1000 * seconds).toFixed(1);

const valuesOf = (readings: Readings): Readonly<Record<string, string>> => ({
  "frame rate [Hz]": readings.hertz.toFixed(1),
  "latency p50 [ms]": milliseconds(readings.latencyP50),
  "latency p99 [ms]": milliseconds(readings.latencyP99),
  received: String(readings.received),
  "received / expected": readings.loss
    ? `${readings.loss.received} / ${readings.loss.expected}`
    : "unknown",
  answered: String(readings.answered),
  dropped: String(readings.dropped),
  unreadable: String(readings.unreadable),
  "unanswered questions": String(readings.unanswered),
  "frames in the node": String(readings.waiting),
  novelty: readings.novelty?.toFixed(2) ?? "unknown",
  "frames unlike the model's training": `${readings.unlike} of ${readings.judged}`,
});

const silenceOf = ({
  readings,
  silence,
  staleAfter,
  open,
}: CameraCondition): string | undefined => {
  const age = readings.age ?? open;
  return age > staleAfter ? `no frame for ${age.toFixed(0)} s: ${silence()}` : undefined;
};

const lensTrouble = ({ lensFailure: failure }: CameraCondition): string | undefined =>
  failure &&
  `${failure.code}: ${failure.message}; a field of view of ${assumedFovDegrees}° is assumed, the parameter fov says better`;

const depthTrouble = ({ depth, staleAfter }: CameraCondition): string | undefined =>
  depth && depth.age > staleAfter
    ? `no depth image for ${depth.age.toFixed(0)} s: ${depth.silence()}`
    : undefined;

const lackText = { depth: "depth", tf: "the gripper's place from TF" } as const;

/** The commonest reason tells why, as far as one was counted. */
const lackTrouble = (camera: CameraCondition): readonly string[] =>
  camera.lacks.map((kind) => {
    const [why] = camera.reasons
      .filter((reason) => reason.kind === kind)
      .sort((a, b) => b.count - a.count);
    return `the newest frame is without ${lackText[kind]}${why ? `: ${why.what}` : ""}`;
  });

const unlikeTrouble = ({ readings: { unlike, judged } }: CameraCondition): string | undefined =>
  judged < fewFrames ? undefined : unlikeRemark(unlike, judged);

const lossTrouble = ({ readings, rmw }: CameraCondition): string | undefined =>
  lossRemark(readings.loss, rmw);

export const cameraStatus = (node: string, camera: CameraCondition): DiagnosticStatus => {
  const { name, readings, lens, reasons, depth } = camera;
  const told = Object.fromEntries(
    reasons.map(({ kind, what, count }) => [`${kind}: ${what}`, String(count)]),
  );
  const troubles = [
    silenceOf,
    lossTrouble,
    lensTrouble,
    depthTrouble,
    lackTrouble,
    unlikeTrouble,
  ].flatMap((look) => look(camera) ?? []);
  return {
    level: troubles.length > 0 ? "warn" : "ok",
    name: `${node}: camera ${name}`,
    message: troubles.length > 0 ? troubles.join("; ") : `${readings.hertz.toFixed(1)} Hz`,
    hardwareId: name,
    values: {
      ...valuesOf(readings),
      publishers: String(camera.publishers),
      lens,
      ...(depth && { "depth images": String(depth.received) }),
      ...told,
    },
  };
};
