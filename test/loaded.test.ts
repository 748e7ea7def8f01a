import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const src = resolve(import.meta.dirname, "../src");

/** What a module loads as soon as it is loaded itself: neither types nor what it asks for later, by `import()`. */
const loadedBy = (text: string): readonly string[] =>
  [...text.matchAll(/^(?:import|export)\s(?!type\b)(?:[^;]*?\sfrom\s)?"([^"]+)";/gm)].flatMap(
    ([statement, name = ""]) => (/^\w+ \{(\s*type [^,}]+,?)+\s*\}/.test(statement) ? [] : [name]),
  );

/** The packages that are loaded with a module, by it or by what it loads. */
const packagesOf = (entry: string): ReadonlySet<string> => {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const name of loadedBy(readFileSync(path, "utf8")))
      if (name.startsWith(".")) visit(join(dirname(path), name.replace(/\.js$/, ".ts")));
      else if (!name.startsWith("node:")) packages.add(name);
  };
  visit(join(src, entry));
  return packages;
};

describe("what is loaded", () => {
  it("by a module is what it names, but for types and what it asks for later", () => {
    const text = [
      'import sharp from "sharp";',
      'import type { Task } from "task";',
      'import {\n  type A,\n  type B,\n} from "types";',
      'import {\n  type A,\n  b,\n} from "values";',
      'export * from "./all.js";',
      'export { type C, d } from "./some.js";',
      'const later = () => import("later");',
    ].join("\n");
    expect(loadedBy(text)).toEqual(["sharp", "values", "./all.js", "./some.js"]);
  });

  it("by every inference thread is little: a schema library would take 10 MB of each", () => {
    const packages = packagesOf("vlm/engine/worker.ts");
    expect(packages).toContain("onnxruntime-common");
    expect(
      [...packages].filter((name) => ["zod", "sharp", "openai", "yaml"].includes(name)),
    ).toEqual([]);
  });

  it.each(["vlm", "label", "cli"])(
    "by %s is no server's client, before a server is asked",
    (room) => {
      const packages = packagesOf(room === "cli" ? "cli/main.ts" : `${room}/index.ts`);
      expect(packages).toContain("zod");
      expect(packages).not.toContain("openai");
    },
  );
});
