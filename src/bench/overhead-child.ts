import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

/** Measures with the build it is given, each time it is told to. */
const [root = "", input = "", spec = "", questions = ""] = process.argv.slice(2);

/** What every build since the baseline has. */
const build = z.object({
  overhead: z.custom<(input: string, spec: string, questions: number) => Promise<unknown>>(
    (value) => typeof value === "function",
  ),
});

const { overhead } = build.parse(
  await import(pathToFileURL(join(root, "dist/bench/label-speed.js")).href),
);

process.on("message", () => {
  overhead(input, spec, Number(questions)).then(
    (result) => process.send?.(result),
    (thrown: unknown) => {
      process.stderr.write(`${String(thrown)}\n`);
      process.exit(1);
    },
  );
});
