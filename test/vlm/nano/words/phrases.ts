import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Expected {
  readonly phrase: string;
  /** Any of these will do; "as it is" and "unknown" stand for themselves. */
  readonly as: readonly string[];
}

/** The lines of a table: "crimson cup = red cup | red mug". */
export const phrasesIn = (file: string): readonly Expected[] =>
  readFileSync(join(import.meta.dirname, file), "utf8")
    .split("\n")
    .filter((line) => line.includes(" = ") && !line.startsWith("#"))
    .map((line) => {
      const [phrase = "", as = ""] = line.split(" = ");
      return { phrase, as: as.split(" | ") };
    });
