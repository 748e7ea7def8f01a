import { join } from "node:path";
import { exists } from "../../bag/index.js";
import type { Format } from "../format.js";
import { checkHilSerl } from "./check.js";
import { examplesFile, writeHilSerl } from "./write.js";

/**
 * Examples for the reward classifier of HIL-SERL, as LeRobot's implementation takes them: a data set whose `next.reward` is
 * the label of the row's own picture. (The first implementation reads pickles, which only Python should write.)
 */
export const hilSerl: Format = {
  name: "hil-serl",
  about:
    "pictures of success and of failure for HIL-SERL's reward classifier, as a LeRobot data set",
  needs: [],
  write: writeHilSerl,
  isIn: (folder) => exists(join(folder, examplesFile)),
  check: checkHilSerl,
};
