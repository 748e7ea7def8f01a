/**
 * Every error a user can meet, by code. A code is stable: scripts match on it.
 * `exit` is the process's exit code when it ends a command: 1 the work failed, 2 wrong usage.
 */
export const errorCodes = {
  // usage
  "usage.flag": { exit: 2, means: "an unknown or malformed command-line flag" },
  "usage.argument": { exit: 2, means: "a missing or unacceptable argument" },
  "usage.plugin": {
    exit: 2,
    means: "a plugin that can't be loaded, or defines what can't be added",
  },
  "backend.unknown": { exit: 2, means: "a --backend that is none of those that exist" },
  "task.invalid": { exit: 2, means: "a task file with at least one problem" },
  "task.unreadable": { exit: 2, means: "a task file that can't be read, or is not text" },
  "task.vocabulary": {
    exit: 2,
    means: "a task that names things by words the model has not learnt",
  },
  // recordings
  "bag.missing": { exit: 1, means: "no such recording" },
  "bag.not-a-bag": { exit: 1, means: "a file or folder that is not a recording" },
  "bag.empty": { exit: 1, means: "a recording without messages" },
  "bag.truncated": { exit: 1, means: "a recording whose writer crashed" },
  "bag.no-camera": { exit: 1, means: "a recording without a camera topic" },
  "bag.many-cameras": {
    exit: 2,
    means: "a recording with several camera topics, none of them chosen",
  },
  "bag.no-depth": { exit: 1, means: "a recording without the depth topic that the task names" },
  "bag.no-facts": { exit: 1, means: "a recording without labels to recompute from" },
  "bag.topic-clash": { exit: 1, means: "a recording that already has a topic of ours" },
  "bag.nothing-to-play": { exit: 1, means: "a recording without a topic that can be played" },
  "bag.unreadable": {
    exit: 1,
    means: "a recording that is damaged or uses an unsupported feature",
  },
  // images
  "image.encoding": { exit: 1, means: "an image encoding that is not supported" },
  "image.corrupt": { exit: 1, means: "image bytes that do not decode" },
  "image.size": { exit: 1, means: "an image whose size, step and bytes don't agree" },
  "image.calibration": {
    exit: 1,
    means: "a CameraInfo that doesn't fit the images beside it; they are seen with an assumed lens",
  },
  "frame.stamp": {
    exit: 1,
    means: "an image whose stamp its log time contradicts, or that has none",
  },
  "image.missing": { exit: 1, means: "no such image" },
  "image.times": { exit: 2, means: "a folder of images that doesn't tell when each was taken" },
  // video
  "video.decoder": {
    exit: 1,
    means: "a video, where the package that decodes it is not installed or does not load",
  },
  "video.unreadable": {
    exit: 1,
    means: "a video that can't be opened, or whose codec is not read",
  },
  // messages
  "message.schema": { exit: 1, means: "a message definition that can't be parsed or isn't known" },
  "message.malformed": { exit: 1, means: "a message that does not fit its definition" },
  // model
  "model.missing": { exit: 1, means: "a model directory that lacks a file" },
  "model.corrupt": { exit: 1, means: "a model file that does not load" },
  "model.unsupported": {
    exit: 1,
    means: "a model of an unknown family, or graphs unlike its family's",
  },
  "model.vocabulary": {
    exit: 1,
    means: "a question naming things that the model has no words for",
  },
  "model.question": { exit: 1, means: "a question that the model can't take (its length)" },
  "model.busy": { exit: 1, means: "more frames at once than the engine's queue holds" },
  "model.memory": { exit: 1, means: "a model that needs more memory than can be had" },
  "model.failed": { exit: 1, means: "a model that failed or died while answering" },
  "model.cut": { exit: 1, means: "an answer that was cut off at the longest length" },
  // a model behind a server
  "server.unreachable": { exit: 1, means: "a model server that can't be reached" },
  "server.tls": {
    exit: 1,
    means: "a model server without a safe connection (certificate, protocol)",
  },
  "server.key": { exit: 1, means: "a model server that wants a key, or another one" },
  "server.model": { exit: 1, means: "a model that its server doesn't have" },
  "server.blind": {
    exit: 1,
    means: "a server's model that doesn't see the images it is sent",
  },
  "server.request": { exit: 1, means: "a request that the model server refuses or redirects" },
  "server.busy": { exit: 1, means: "a model server that is asked too often (429)" },
  "server.timeout": { exit: 1, means: "a model server that doesn't answer in time" },
  "server.failed": { exit: 1, means: "a model server that failed, or whose reply can't be read" },
  "server.unavailable": {
    exit: 1,
    means: "a model server that has failed too often in a row; run the same command again to go on",
  },
  // reasoning in steps
  "reason.question": { exit: 2, means: "a question that the built-in planner can't take apart" },
  "reason.unanswered": {
    exit: 1,
    means: "a question that can't be concluded: an answer that it rests on is missing",
  },
  "reason.budget": {
    exit: 1,
    means: "a question that needs more questions or turns than it may have",
  },
  "reason.junk": { exit: 1, means: "a language model that says nothing that can be carried out" },
  "reason.loop": { exit: 1, means: "a language model that does the same again and again" },
  "reason.unfounded": {
    exit: 1,
    means: "a language model that concludes what was never asked or calculated",
  },
  // ROS
  "ros.not-sourced": { exit: 1, means: "no ROS 2 in the environment, where one is needed" },
  "ros.unavailable": { exit: 1, means: "rclnodejs is not installed, or does not load" },
  "ros.interfaces": {
    exit: 1,
    means: "messages built from other definitions than this program's: using them could crash",
  },
  "ros.type": { exit: 1, means: "a message type that the sourced ROS 2 doesn't have" },
  "ros.parameters": { exit: 2, means: "a parameter file that can't be read, or a wrong value" },
  // a robot's Foxglove WebSocket
  "foxglove.unreachable": { exit: 1, means: "a Foxglove server that can't be reached" },
  "foxglove.protocol": {
    exit: 1,
    means: "a server that speaks none of the Foxglove WebSocket's subprotocols",
  },
  "foxglove.no-camera": {
    exit: 1,
    means: "a Foxglove server that doesn't advertise the camera that is asked for",
  },
  "foxglove.many-cameras": {
    exit: 2,
    means: "a Foxglove server with several cameras, none of them chosen",
  },
  "foxglove.serve": { exit: 1, means: "a port that rewards can't be served on" },
  // a camera's place
  "calibrate.frames": {
    exit: 1,
    means: "a recording with too few frames that show the gripper where TF knows it",
  },
  "calibrate.motion": {
    exit: 1,
    means: "a gripper whose way leaves open where the camera is",
  },
  "calibrate.moving": {
    exit: 1,
    means: "a camera that moves in the frame it is to be calibrated in",
  },
  "calibrate.disagree": {
    exit: 1,
    means: "pointed places of the gripper that no camera standing still explains",
  },
  // many recordings
  "manifest.invalid": {
    exit: 2,
    means: "a manifest that can't be read, or has a line that names no recording",
  },
  "merge.incomplete": {
    exit: 1,
    means: "labelled recordings of which some failed or are missing; what there is is merged",
  },
  // pages
  "view.serve": { exit: 1, means: "a port that pages can't be served on" },
  // output
  "label.nothing": {
    exit: 1,
    means: "a recording in which no frame has a reward; its output is written all the same",
  },
  "output.exists": { exit: 1, means: "an output that exists and was made from something else" },
  "output.busy": { exit: 1, means: "an output that another process is making" },
  "output.write": { exit: 1, means: "an output that can't be written (permissions, disk full)" },
  "export.format": { exit: 2, means: "an export format that is none of those there are" },
  "export.signal": {
    exit: 1,
    means: "a topic mapped to state or action that the recording lacks, or that has no numbers",
  },
  "export.unlabelled": { exit: 1, means: "a folder that label has not made, or can't be exported" },
  "export.package": {
    exit: 1,
    means: "an export format whose optional package is not installed or does not load",
  },
  "dataset.invalid": { exit: 1, means: "a data set that does not fit its schema" },
  interrupted: { exit: 130, means: "stopped by Ctrl-C; run the same command again to go on" },
} as const satisfies Record<string, { exit: number; means: string }>;

export type ErrorCode = keyof typeof errorCodes;

/**
 * The one error type of this project: what was wrong, what was given, what is allowed — in one message — and a code.
 * Thrown for a programmer's mistake and for what ends a job; what happens to a single frame is a value (see Failure).
 */
export class SpatialRewardError extends Error {
  override readonly name = "SpatialRewardError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  get exitCode(): number {
    return errorCodes[this.code].exit;
  }
}

/** One of the world's failures, as a value in the stream: counted and shown, never a crash and never a silent 0. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What was thrown, as a value. An error of ours keeps its code; anything else takes `code`. */
export const failureOf = (thrown: unknown, code: ErrorCode): Failure =>
  thrown instanceof SpatialRewardError
    ? { code: thrown.code, message: thrown.message }
    : { code, message: thrown instanceof Error ? thrown.message : String(thrown) };
