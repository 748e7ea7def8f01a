import { join } from "node:path";
import { exists } from "../../bag/index.js";
import type { Format } from "../format.js";
import { checkRlds } from "./check.js";
import { datasetFolder, writeRlds } from "./write.js";

/** Episodes and steps of RLDS, as TFDS stores them: TFRecord, and what is in them as JSON. */
export const rlds: Format = {
  name: "rlds",
  about: "an RLDS data set of TFDS (TFRecord), for tfds.load",
  needs: ["action"],
  write: writeRlds,
  isIn: (folder) => exists(join(folder, datasetFolder, "dataset_info.json")),
  check: checkRlds,
};
