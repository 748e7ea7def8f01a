import { join } from "node:path";
import { exists } from "../../bag/index.js";
import type { Format } from "../format.js";
import { checkManiskill } from "./check.js";
import { trajectoryFile, writeManiskill } from "./write.js";

/** The trajectories of ManiSkill's recorder: HDF5, and JSON beside it. */
export const maniskill: Format = {
  name: "maniskill",
  about: "HDF5 and JSON for ManiSkill (needs the package h5wasm)",
  needs: ["action"],
  write: writeManiskill,
  isIn: (folder) => exists(join(folder, trajectoryFile)),
  check: checkManiskill,
};
