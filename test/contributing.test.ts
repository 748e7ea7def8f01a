import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const text = readFileSync("CONTRIBUTING.md", "utf8");
const blocks = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = ""]) => code);

describe("CONTRIBUTING.md", () => {
  it.each(["level-with", "fixed-backend"])(
    "shows examples/plugins/%s.mjs as it is, which test/cli/plugins.test.ts runs",
    (name) => {
      expect(blocks).toContain(readFileSync(`examples/plugins/${name}.mjs`, "utf8"));
    },
  );

  it("names only files that exist", () => {
    const paths = [...text.matchAll(/`((?:src|test|examples|training|msg)\/[\w./-]+)`/g)];
    const missing = paths.map(([, path = ""]) => path).filter((path) => !existsSync(path));
    expect(missing).toEqual([]);
  });
});
