import { join } from "node:path";
import { exists } from "../../bag/index.js";
import type { Format } from "../format.js";
import { checkRobomimic } from "./check.js";
import { datasetFile, writeRobomimic } from "./write.js";

/** The HDF5 file of robomimic's SequenceDataset. */
export const robomimic: Format = {
  name: "robomimic",
  about: "HDF5 for robomimic (needs the package h5wasm)",
  needs: ["action"],
  write: writeRobomimic,
  isIn: (folder) => exists(join(folder, datasetFile)),
  check: checkRobomimic,
};
