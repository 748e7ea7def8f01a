import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const repository = resolve(import.meta.dirname, "../..");

/** A page of the documentation. */
export interface Page {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** README and all that stands under docs/. */
export const pages = (): readonly Page[] =>
  [
    "README.md",
    ...readdirSync(join(repository, "docs"))
      .filter((name) => name.endsWith(".md"))
      .sort()
      .map((name) => `docs/${name}`),
  ].map((path) => ({ path, text: readFileSync(join(repository, path), "utf8") }));

/** What stands between fences of one language, such as `sh`. */
export const fenced = ({ text }: Page, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, body]) => body ?? "",
  );

/** The text outside of fences, where headings, links and inline code stand. */
export const prose = ({ text }: Page): string => text.replace(/^```[\s\S]*?^```$/gm, "");
