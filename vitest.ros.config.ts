import { defineConfig } from "vitest/config";

/** Tests on a real ROS 2, one after another: they share its graph. Without ROS they skip, and say why. */
export default defineConfig({
  test: {
    include: ["test/ros/wire/*.wire.ts"],
    setupFiles: ["test/setup.ts"],
    globalSetup: ["test/ros/wire/announce.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
