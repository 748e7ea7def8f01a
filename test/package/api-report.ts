import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A room that programs import from: `spatial-reward/bag`, and where its declarations are. */
export interface Entry {
  readonly specifier: string;
  readonly types: string;
}

const withoutComments = (text: string): string =>
  text.replace(/[ \t]*\/\*[\s\S]*?\*\/\n?/g, "").replace(/^\s*\/\/.*\n?/gm, "");

/** Top-level statements of a file of declarations, as the compiler writes them. */
const statementsIn = (text: string): readonly string[] => {
  const statements: string[] = [];
  let open = "";
  for (const line of withoutComments(text).split("\n")) {
    if (line.trim() === "") continue;
    open += `${line}\n`;
    const depth = (open.match(/[{([]/g)?.length ?? 0) - (open.match(/[})\]]/g)?.length ?? 0);
    if (depth > 0 || !/[;}]$/.test(line)) continue;
    statements.push(open.trim());
    open = "";
  }
  return statements;
};

const declared = (statement: string): string | undefined =>
  /^(?:export )?(?:declare )?(?:const|let|function|class|abstract class|interface|type|enum) (\w+)/.exec(
    statement,
  )?.[1];

const fileOf = (from: string, specifier: string): string =>
  resolve(dirname(from), specifier.replace(/\.js$/, ".d.ts"));

/** `a, type B as C` -> [a, a], [B, C] */
const listed = (names: string): readonly (readonly [own: string, given: string])[] =>
  names
    .split(",")
    .map((each) => each.trim().replace(/^type /, ""))
    .filter((each) => each !== "")
    .map((each) => {
      const [own = "", given = own] = each.split(" as ");
      return [own, given];
    });

const renamed = (signature: string, own: string, given: string): string =>
  own === given ? signature : `${signature}\nexport { ${own} as ${given} };`;

/** What a file exports, by name. */
const exportsOf = (file: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  const statements = statementsIn(readFileSync(file, "utf8"));
  const own = new Map(statements.map((each) => [declared(each), each]));
  for (const statement of statements) {
    const [, all] = /^export \* from "(\..+)";/.exec(statement) ?? [];
    const [, names, from] =
      /^export (?:type )?\{([\s\S]*)\}(?: from "(\..+)")?;/.exec(statement) ?? [];
    const name = statement.startsWith("export ") ? declared(statement) : undefined;
    if (all !== undefined) for (const each of exportsOf(fileOf(file, all))) found.set(...each);
    else if (names !== undefined) {
      const source = from === undefined ? own : exportsOf(fileOf(file, from));
      for (const [mine, given] of listed(names))
        found.set(given, renamed(source.get(mine) ?? `export { ${mine} };`, mine, given));
    } else if (name !== undefined) found.set(name, statement);
  }
  return found;
};

const section = ({ specifier, types }: Entry): string => {
  const names = [...exportsOf(types)].sort(([a], [b]) => (a < b ? -1 : 1));
  const signatures = names.map(([, signature]) => signature.replace(/^export (declare )?/, ""));
  return `## ${specifier}\n\n\`\`\`ts\n${signatures.join("\n")}\n\`\`\`\n`;
};

/** The root passes on what rooms export: it is shown as it is written. */
const root = ({ specifier, types }: Entry): string =>
  `## ${specifier}\n\n\`\`\`ts\n${statementsIn(readFileSync(types, "utf8")).join("\n")}\n\`\`\`\n`;

/** Every name that programs can import, with its signature, in Markdown. @throws Error where nothing was built */
export const apiReport = (repository: string, entries: readonly Entry[]): string => {
  const built = entries.map(({ specifier, types }) => ({
    specifier,
    types: join(repository, types),
  }));
  const missing = built.find(({ types }) => !existsSync(types));
  if (missing) throw new Error(`${missing.types}: not built; npm run build`);
  return built
    .map((entry) => (entry.specifier.includes("/") ? section(entry) : root(entry)))
    .join("\n");
};
