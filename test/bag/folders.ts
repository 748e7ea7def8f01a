import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, it } from "vitest";

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the test. */
export const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "bag-test-"));
  made.push(folder);
  return folder;
};

const shared = resolve(import.meta.dirname, "../../../shared");

const itWithShared =
  (place: string) =>
  (name: string, path: string, test: (path: string) => Promise<void>): void => {
    const found = join(shared, place, path);
    if (existsSync(found)) it(name, () => test(found));
    else it.skip(`${name} (skipped: no ${path} in shared/${place})`, () => undefined);
  };

/** A test on a recording that is not part of this repository; skipped, and said so, where it is absent. */
export const itWithSample = itWithShared("samples");

/** The same on an input that was once read wrongly. */
export const itWithCase = itWithShared("cases");

export const fixture = (name: string): string =>
  resolve(import.meta.dirname, "../fixtures/bags", name);
