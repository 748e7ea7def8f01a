import { whyNoRos } from "./processes.js";

/** Said before the tests, since a skipped test prints no reason of its own. */
export default (): void => {
  const reason = whyNoRos();
  if (reason !== undefined) process.stdout.write(`ROS tests skipped: ${reason}\n`);
};
