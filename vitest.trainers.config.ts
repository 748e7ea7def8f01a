import { defineConfig } from "vitest/config";

/** What export writes, read by the trainers' own packages: TRAINERS_PYTHON names a Python that has them. */
export default defineConfig({
  test: {
    include: ["test/trainers/*.trainer.ts"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
