import { join } from "node:path";
import { exists } from "../../bag/index.js";
import type { Format } from "../format.js";
import { checkJsonl } from "./check.js";
import { stepsFile, writeJsonl } from "./write.js";

/** A line of JSON a step, for scripts of one's own. */
export const jsonl: Format = {
  name: "jsonl",
  about: "a line of JSON a step, without pictures",
  needs: [],
  write: writeJsonl,
  isIn: (folder) => exists(join(folder, stepsFile)),
  check: checkJsonl,
};
