import type { BagReader } from "../bag/index.js";
import { assumedFovDegrees, type Frame } from "../core/index.js";
import type { Camera } from "./camera.js";
import { cameraFrames, isFrame } from "./camera-frames.js";
import type { BagJob } from "./job.js";

const firstFrame = async (
  reader: BagReader,
  camera: Camera,
  { settings }: BagJob,
): Promise<Frame | undefined> => {
  for await (const { content } of cameraFrames(reader, camera, settings))
    if (isFrame(content)) return content;
  return undefined;
};

const lensRemarks = async (
  reader: BagReader,
  camera: Camera | undefined,
  job: BagJob,
): Promise<string[]> => {
  const { origin, settings } = job;
  if (origin.kind === "stored" || settings.fov !== undefined || camera === undefined) return [];
  const frame = await firstFrame(reader, camera, job);
  if (frame?.intrinsicsSource !== "assumed") return [];
  const { lensFailure: failure } = frame;
  const why = failure ? ` (${failure.code}: ${failure.message})` : "";
  return [
    `the camera's lens is unknown${why}: a field of view of ${assumedFovDegrees}° is assumed; --fov says better`,
  ];
};

const truncationRemarks = ({ truncated }: BagReader): readonly string[] =>
  truncated ? ["its recorder crashed: what followed the last whole chunk is lost"] : [];

/** What a user should know of a recording before its frames are looked at, and what is no error. */
export const remarksOn = async (
  reader: BagReader,
  camera: Camera | undefined,
  job: BagJob,
): Promise<readonly string[]> => [
  ...(await lensRemarks(reader, camera, job)),
  ...truncationRemarks(reader),
];
