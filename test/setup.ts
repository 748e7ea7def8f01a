import fc from "fast-check";
import { afterEach, beforeEach, expect, vi } from "vitest";

// One seed in CI, so that a failure there replays anywhere.
if (process.env.CI) fc.configureGlobal({ seed: 20_240_612 });

const levels = ["log", "info", "warn", "error", "debug"] as const;

beforeEach(() => {
  for (const level of levels) vi.spyOn(console, level).mockImplementation(() => undefined);
});

afterEach(() => {
  const printed = levels.flatMap((level) => vi.mocked(console[level]).mock.calls);
  vi.restoreAllMocks();
  expect(printed, "a test must not print").toEqual([]);
});
