import { assumedFovDegrees, counted } from "../core/index.js";
import type { AskedQuestion, NamedCamera, RecordingCheck, TaskCheck } from "../label/index.js";
import { understoodText } from "../vlm/index.js";

const questionLines = ({ key, question, stages, needsUp, needsLens }: AskedQuestion): string => {
  const needs = [...(needsUp ? ["an up direction"] : []), ...(needsLens ? ["a lens"] : [])];
  const of = `${stages.length === 1 ? "stage" : "stages"} ${stages.join(", ")}`;
  return `  ${key}: "${question}"\n    for ${of}${needs.length > 0 ? `; needs ${needs.join(" and ")}` : ""}\n`;
};

const words = ({ unknownWords }: TaskCheck, source: string): string =>
  unknownWords.length === 0
    ? `${source} can be asked all of it\n`
    : `${source} has not learnt ${counted(unknownWords.length, "word")} of it\n`;

const cameraLine = ({ name, image, depth }: NamedCamera): string =>
  `  camera ${name}: ${image}${depth === undefined ? "" : `, depth on ${depth}`}\n`;

const centimetres = (metres: number): string => `${Number((metres * 100).toFixed(2))} cm`;

const gripperLine = ({ gripperFrame }: TaskCheck): string => {
  if (!gripperFrame) return "";
  const { frame, offset } = gripperFrame;
  const where = offset.every((each) => each === 0)
    ? "at its origin"
    : `at ${offset.map(centimetres).join(", ")} in it`;
  return `  gripper: the TF frame ${frame}, its tool centre point ${where}\n`;
};

const knownLine = ({ known }: TaskCheck): string =>
  known.length === 0
    ? ""
    : `  known: ${known.map(({ name, dimension, metres }) => `${name}.${dimension} ${centimetres(metres)}`).join(", ")}\n`;

/** What lengths may rest on besides the model. */
const besides = (check: TaskCheck): string =>
  [...check.cameras.map(cameraLine), gripperLine(check), knownLine(check)].join("");

export const taskProse = (path: string, source: string, check: TaskCheck): string =>
  [
    `${path}: ${check.text}\n`,
    `each frame is asked ${counted(check.questions.length, "question")}:\n`,
    ...check.questions.map(questionLines),
    check.unused.length === 0 ? "" : `not asked about: ${check.unused.join(", ")}\n`,
    ...check.understood.map((each) => `  ${understoodText(each)}\n`),
    words(check, source),
    besides(check),
  ].join("");

const lenses = {
  camera_info: "from CameraInfo",
  fov: "from --fov",
  exif: "from EXIF",
  assumed: `unknown, a field of view of ${assumedFovDegrees}° is assumed; --fov says better`,
} as const;

const lensLine = ({ lens, cameraInfo }: RecordingCheck): string => {
  const topic =
    cameraInfo === undefined ? "no CameraInfo beside it" : `CameraInfo on ${cameraInfo}`;
  return `  lens: ${lens === undefined ? "none of its first frames can be read" : lenses[lens]} (${topic})\n`;
};

const upLine = ({ up, transforms }: RecordingCheck, { questions }: TaskCheck): string => {
  const unanswered = questions.filter(({ needsUp }) => needsUp).map(({ key }) => key);
  const topics = transforms.length === 0 ? "no TF" : `TF on ${transforms.join(", ")}`;
  const known = up
    ? "known"
    : unanswered.length === 0
      ? "unknown, and not needed"
      : `unknown: ${unanswered.join(", ")} may go unanswered; --pitch tells it`;
  return `  up direction: ${known} (${topics})\n`;
};

const otherLines = ({ others, missing }: RecordingCheck): string =>
  [
    ...others.map(({ name, topic }) => `  camera ${name}: ${topic} goes along with it\n`),
    ...missing.map((camera) => `  camera ${camera}: not recorded\n`),
  ].join("");

const depthLine = ({ depth, depthSeen }: RecordingCheck): string => {
  if (depth === undefined) return "";
  return `  depth: ${depth}${depthSeen ? "" : ", not used so far"}\n`;
};

const placeLines = ({ gripper, fixedFrame }: RecordingCheck, check: TaskCheck): string => {
  const camera = fixedFrame === undefined ? "" : `  camera pose: known in ${fixedFrame}\n`;
  if (check.gripperFrame === undefined) return camera;
  return `${camera}  gripper frame ${check.gripperFrame.frame}: ${gripper ? "known from TF" : "not known from TF"}\n`;
};

const signalLine = ({ signal }: RecordingCheck): string =>
  signal === undefined ? "" : `  signal: ${signal} is recorded\n`;

/** Of a recording beside the task that is to be asked of it. */
export const recordingProse = (recording: RecordingCheck, check: TaskCheck): string => {
  const { path, camera, frames, labelled, truncated } = recording;
  const count = frames === undefined ? "" : `, ${counted(frames, "frame")}`;
  return [
    `${path}: ${camera}${count}\n`,
    otherLines(recording),
    lensLine(recording),
    upLine(recording, check),
    depthLine(recording),
    placeLines(recording, check),
    signalLine(recording),
    ...recording.remarks.map((remark) => `  ${remark}\n`),
    labelled ? "  it is labelled already: --from-facts recomputes its rewards\n" : "",
    truncated ? "  its recorder crashed: what followed the last whole chunk is lost\n" : "",
  ].join("");
};
