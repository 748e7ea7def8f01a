import type { BagReader } from "../bag/index.js";
import { assumedFovDegrees } from "../core/index.js";
import type { Camera } from "./camera.js";
import type { BagJob } from "./job.js";
import { readIntrinsics } from "./lens.js";

const lensRemarks = async (
  reader: BagReader,
  camera: Camera | undefined,
  { settings, origin }: BagJob,
): Promise<string[]> => {
  if (origin.kind === "stored" || settings.fov !== undefined) return [];
  const known = await readIntrinsics(reader, camera?.cameraInfo);
  return known
    ? []
    : [
        `the camera's lens is unknown: a field of view of ${assumedFovDegrees}° is assumed; --fov says better`,
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
