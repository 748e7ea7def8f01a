import { type Page, prose } from "./pages.js";

/** A command line that a page shows. */
export interface Shown {
  readonly path: string;
  readonly text: string;
}

/** What stands in fences of shell commands, or after a prompt in others. */
const linesIn = ({ text }: Page): readonly string[] =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, language, body = ""]) => {
    const lines = body.replace(/\\\n\s*/g, "").split("\n");
    if (language === "sh") return lines;
    return lines.flatMap((line) => /^\$ (.+)$/.exec(line)?.[1] ?? []);
  });

const inline = (page: Page): readonly string[] =>
  [...prose(page).matchAll(/`((?:npx )?spatial-reward [a-z][^`]*)`/g)].map(
    ([, text]) => text ?? "",
  );

const withoutComment = (line: string): string => line.replace(/(^|\s)#.*$/, "").trim();

/** Every command of a page, each once, as it is typed. */
export const commandsIn = (page: Page): readonly Shown[] =>
  [...new Set([...linesIn(page), ...inline(page)].map(withoutComment))]
    .filter((text) => text !== "")
    .map((text) => ({ path: page.path, text }));

/** The words of a command without pipes or substitutions, as a shell would pass them. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );

/** What a shown line gives to `spatial-reward`: the arguments of each of its calls. */
export const callsIn = ({ text }: Shown): readonly (readonly string[])[] =>
  text
    .split("&&")
    .map((part) => wordsOf(part.trim().replace(/^npx /, "")))
    .flatMap(([name, ...words]) => (name === "spatial-reward" ? [words] : []));
