import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const compiler = join(root, "node_modules/typescript/bin/tsc");

/**
 * Compiles the room for processes that tests start and kill. It lies where the packages that it imports are found.
 * @returns the URL of its index
 */
export const compileRoom = (): { index: string; remove(): void } => {
  const folder = join(root, "node_modules/.cache", `bag-test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const options = [
    ["--ignoreConfig", "--outDir", folder, "--rootDir", join(root, "src")],
    ["--module", "nodenext", "--target", "es2023", "--lib", "es2023", "--types", "node"],
    ["--strict", "--skipLibCheck", "--noEmitOnError", "false"],
  ].flat();
  execFileSync(process.execPath, [compiler, ...options, join(root, "src/bag/index.ts")], {
    cwd: root,
  });
  return {
    index: join(folder, "bag/index.js"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
