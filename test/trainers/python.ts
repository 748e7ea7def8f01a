import { execFile } from "node:child_process";
import { delimiter } from "node:path";
import { promisify } from "node:util";

/** Pythons that have the trainers' packages, each some of them: not all can be installed side by side. */
const pythons = (process.env.TRAINERS_PYTHON ?? "python3").split(delimiter);

export const runPython = (
  python: string,
  code: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
) =>
  promisify(execFile)(python, ["-c", code, ...args], {
    env: { ...process.env, HF_HUB_OFFLINE: "1", TF_CPP_MIN_LOG_LEVEL: "3", ...env },
    maxBuffer: 1e8,
    cwd,
  });

/** The first that can import a module; undefined, and the reason told, where none can. */
export const pythonWith = async (module: string): Promise<string | undefined> => {
  for (const python of pythons) {
    const why = await runPython(python, `import ${module}`, []).then(
      () => undefined,
      (thrown: unknown) =>
        thrown instanceof Error ? thrown.message.trim().split("\n").at(-1) : String(thrown),
    );
    if (why === undefined) return python;
    process.stderr.write(`skipped: ${python} can't import ${module}: ${why}\n`);
  }
  return undefined;
};

/** What a program prints last, as JSON. */
export const answerOf = async (
  python: string | undefined,
  code: string,
  ...args: readonly string[]
) => {
  const { stdout } = await runPython(python ?? "python3", code, args);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
};
