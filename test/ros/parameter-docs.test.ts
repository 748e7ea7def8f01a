import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parametersTable, parametersYaml } from "../../src/ros/index.js";
import { parameterRows } from "../../src/ros/parameter-table.js";
import { holdText, update } from "../docs/blocks.js";

describe("the parameter table", () => {
  it("is config/params.yaml", async () => {
    if (update) await writeFile("config/params.yaml", parametersYaml());
    expect(await readFile("config/params.yaml", "utf8")).toBe(parametersYaml());
  });

  it("is the table in docs/live.md", () => {
    holdText("parameters", parametersTable());
  });

  it("is read back from the YAML with its defaults and types", () => {
    const { "/**": any } = parse(parametersYaml());
    const read = any.ros__parameters;
    expect(Object.keys(read)).toEqual(parameterRows.map(([name]) => name));
    for (const [name, row] of parameterRows) expect(read[name]).toEqual(row.default);
    // A double without a point would be an integer, and refused.
    for (const [name, row] of parameterRows)
      if (row.type === "double")
        expect(parametersYaml()).toMatch(new RegExp(`${name}: (-?\\d+\\.\\d+|\\.nan)\n`));
  });

  it("describes every parameter in a sentence without its full stop", () => {
    for (const [, row] of parameterRows) expect(row.description).toMatch(/^.{10,}[^.]$/);
  });
});
