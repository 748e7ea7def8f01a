import fc from "fast-check";
import { afterEach, beforeEach, expect, type MockInstance, vi } from "vitest";

// One seed in CI, so that a failure there replays anywhere.
if (process.env.CI) fc.configureGlobal({ seed: 20_240_612 });

const levels = ["log", "info", "warn", "error", "debug"] as const;
let printers: MockInstance[] = [];

beforeEach(() => {
  printers = levels.map((level) => vi.spyOn(console, level).mockImplementation(() => undefined));
});

afterEach(() => {
  const printed = printers.flatMap((printer) => printer.mock.calls);
  for (const printer of printers) printer.mockRestore();
  expect(printed, "a test must not print").toEqual([]);
});
