import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expressionFunctions } from "../../src/reward/index.js";
import { blocksIn, holdFigures, holdText } from "./blocks.js";
import { engineFigures, engineRelations } from "./engine-figures.js";
import { exampleFigures } from "./example-figures.js";
import { guardFigures, modelFigures, shortFigures } from "./model-figures.js";
import { pages, repository } from "./pages.js";

const tests = (): string =>
  readdirSync(join(repository, "test"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => readFileSync(join(repository, "test", path), "utf8"))
    .join("\n");

describe("the documentation's figures", () => {
  it("are what label measures on the examples", { timeout: 240_000 }, async () => {
    holdFigures("examples", await exampleFigures());
  });

  it("are what was measured of the model", async () => {
    holdFigures("model", await modelFigures());
    holdFigures("short", await shortFigures());
    holdFigures("guard", await guardFigures());
  });

  it("are what was measured of the data engine", () => {
    holdText("engine", engineFigures());
    holdText("engine-relations", engineRelations());
  });

  it("list what expressions can call", () => {
    const rows = expressionFunctions().map(
      ({ signature, means }) => `| \`${signature}\` | ${means} |`,
    );
    holdText("functions", ["| function | means |", "|---|---|", ...rows].join("\n"));
  });

  it("are each held by a test", () => {
    const text = tests();
    const named = pages().flatMap(blocksIn);
    expect(named.filter((name) => !text.includes(`"${name}"`))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });
});
