import { createInterface } from "node:readline";
import { SpatialRewardError } from "../core/index.js";
import type { Terminal } from "./terminal.js";

type Converse = NonNullable<Terminal["converse"]>;

/** A conversation by lines. It ends with `interrupted` where the input does: Ctrl-C, Ctrl-D. */
export const converseOver =
  (input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Converse =>
  async (talk) => {
    const lines = createInterface({ input, output });
    const typed = lines[Symbol.asyncIterator]();
    const ask = async (question: string): Promise<string> => {
      // Only the last line is edited; those before it stay as they are.
      const line = question.lastIndexOf("\n") + 1;
      output.write(question.slice(0, line));
      lines.setPrompt(question.slice(line));
      lines.prompt();
      const { value, done } = await typed.next();
      if (done === true)
        throw new SpatialRewardError("interrupted", "stopped before all was answered");
      return value.trim();
    };
    try {
      return await talk(ask);
    } finally {
      lines.close();
    }
  };
