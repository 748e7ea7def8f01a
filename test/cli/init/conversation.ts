import type { Ask } from "../../../src/cli/terminal.js";

/** Somebody who types these lines, and what was asked until then. */
export const typing = (
  ...lines: readonly string[]
): { readonly ask: Ask; readonly asked: readonly string[] } => {
  const asked: string[] = [];
  const ask: Ask = async (question) => {
    const line = lines[asked.length];
    asked.push(question);
    if (line === undefined) throw new Error(`nobody answers: ${question}`);
    return line;
  };
  return { ask, asked };
};
