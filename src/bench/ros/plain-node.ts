import { createSurvival, openRos, type RunningRos } from "../../ros/index.js";

/** A node of the bench's own; what goes wrong in its callbacks is printed. */
export const plainNode = (name: string): Promise<RunningRos> =>
  openRos({
    name,
    argv: [],
    env: process.env,
    survival: createSurvival((text) => process.stderr.write(`${text}\n`)),
  });

/** Until the parent says to stop. */
export const untilTold = (): Promise<void> =>
  new Promise((done) => {
    process.once("SIGTERM", done);
    process.once("SIGINT", done);
  });
