import { join } from "node:path";
import { exists } from "../../bag/index.js";
import type { Format } from "../format.js";
import { checkLeRobot } from "./check.js";
import { infoFile } from "./meta.js";
import { writeLeRobot } from "./write.js";

/** A LeRobot data set of version 3.0. */
export const lerobot: Format = {
  name: "lerobot",
  about: "a LeRobot data set (v3.0), pictures in its table",
  needs: ["action"],
  write: writeLeRobot,
  isIn: (folder) => exists(join(folder, infoFile)),
  check: checkLeRobot,
};
