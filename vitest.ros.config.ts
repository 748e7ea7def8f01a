import { defineConfig } from "vitest/config";

/** PATIENCE=3 waits three times longer: on a machine that is slow, or busy. */
const patience = Number(process.env.PATIENCE ?? 1);

/** Tests on a real ROS 2, one after another: they share its graph. Without ROS they skip, and say why. */
export default defineConfig({
  test: {
    include: ["test/ros/wire/*.wire.ts"],
    setupFiles: ["test/setup.ts"],
    globalSetup: ["test/ros/wire/announce.ts"],
    fileParallelism: false,
    testTimeout: 180_000 * patience,
    hookTimeout: 60_000 * patience,
  },
});
