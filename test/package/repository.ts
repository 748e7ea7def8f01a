import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { it } from "vitest";

export const repository = resolve(import.meta.dirname, "../..");

export const textOf = (path: string): string => readFileSync(join(repository, path), "utf8");

/** A test with an outside command; skipped, and said so, where none of them is installed. */
export const itWithCommand = (
  name: string,
  commands: readonly string[],
  test: (command: string) => void,
): void => {
  const found = commands.find(
    (command) => spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined,
  );
  if (found === undefined)
    it.skip(`${name} (skipped: no ${commands.join(" or ")})`, () => undefined);
  else it(name, () => test(found));
};
