import { execFileSync } from "node:child_process";
import { onTestFinished } from "vitest";
import { program } from "./live.js";
import { type Process, run } from "./processes.js";

/** A process that ends with the test, whatever becomes of it. */
export const withTheTest = (process: Process): Process => {
  onTestFinished(async () => {
    process.child.kill("SIGKILL");
    await process.ended;
  });
  return process;
};

/** Our command line, as a user has it. */
export const cli = (...args: readonly string[]): Process =>
  withTheTest(run(process.execPath, [program, ...args]));

/** Ends it as Ctrl-C does, and gives its exit code. */
export const interrupted = async ({ child, ended }: Process): Promise<number | string> => {
  child.kill("SIGINT");
  return ended;
};

/** Why Python can't run something that imports these; undefined when it can. */
export const whyNoPython = (...modules: readonly string[]): string | undefined => {
  for (const name of modules) {
    try {
      execFileSync("python3", ["-c", `import ${name}`], { stdio: "ignore" });
    } catch {
      return `Python has no ${name}`;
    }
  }
  return undefined;
};
