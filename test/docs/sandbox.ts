import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "./pages.js";

const program = (path: string, text: string): void => {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
};

/** A folder with all that pages speak of: a short recording, its task, a picture, a model. */
export const makeSandbox = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  const here = (name: string): string => join(folder, name);
  const there = (name: string): string => join(repository, name);
  mkdirSync(here("bin"));
  program(
    here("bin/spatial-reward"),
    `exec "${process.execPath}" "${there("dist/cli/main.js")}" "$@"`,
  );
  program(here("bin/npx"), 'exec "$@"');
  for (const name of ["examples", "models"]) symlinkSync(there(name), here(name));
  symlinkSync(there("test/fixtures/nano/tiny"), here("my_model"));
  cpSync(there("test/fixtures/images/scene.jpg"), here("frame.jpg"));
  cpSync(there("examples/rgbd.mcap"), here("my_run.mcap"));
  const task = readFileSync(there("examples/rgbd.yaml"), "utf8");
  writeFileSync(here("my_task.yaml"), task);
  writeFileSync(here("stricter.yaml"), task.replaceAll("< 11 cm", "< 9 cm"));
  return folder;
};

/** A line as it is typed, there. */
export const typed = (folder: string, line: string) => {
  const env = { PATH: `${join(folder, "bin")}:${process.env.PATH}`, HOME: folder };
  return spawnSync("bash", ["-c", line], { cwd: folder, env, encoding: "utf8" });
};
