import { join } from "node:path";
import { exists } from "../../bag/index.js";
import type { Format } from "../format.js";
import { progressFile } from "../lerobot/progress.js";
import { checkSidecar } from "./check.js";
import { returnsFile, writeSidecar } from "./write.js";

/** Progress and returns for a LeRobot dataset that exists: files to lie beside it, nothing of it is written. */
export const lerobotSidecar: Format = {
  name: "lerobot-sidecar",
  about: "progress and returns of each row of a LeRobot dataset that was labelled",
  needs: [],
  write: writeSidecar,
  isIn: async (folder) =>
    (await exists(join(folder, progressFile))) && (await exists(join(folder, returnsFile))),
  check: checkSidecar,
};
