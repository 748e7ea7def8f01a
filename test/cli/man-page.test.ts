import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { commandTree } from "../../src/cli/command-tree.js";
import { manPage } from "../../src/cli/man-page.js";
import { verbs } from "../../src/cli/verbs.js";
import { update } from "../docs/blocks.js";
import { itWithCommand, repository, textOf } from "../package/repository.js";

const path = "man/spatial-reward.1";
const made = manPage(commandTree());

describe("the manual page", () => {
  it("is what verbs and flags say (npm run figures writes it)", async () => {
    if (update) await writeFile(join(repository, path), made);
    expect(await readFile(join(repository, path), "utf8")).toBe(made);
  });

  it("is installed with the package", () => {
    const { man, files } = z
      .object({ man: z.string(), files: z.array(z.string()) })
      .parse(JSON.parse(textOf("package.json")));
    expect(man).toBe(`./${path}`);
    expect(files).toContain("man");
  });

  it("has every verb, its flags and its examples", () => {
    for (const { name } of commandTree().commands.map((each) => ({ name: each.name() })))
      expect(made).toMatch(new RegExp(`^\\.SS spatial\\\\-reward ${name}`, "m"));
    expect(verbs.length).toBeGreaterThan(10);
    expect(made).toContain("\\-\\-from\\-facts");
    expect(made).toContain("$ spatial\\-reward init run.mcap");
  });

  itWithCommand("has nothing that groff warns of", ["groff"], (groff) => {
    const { stdout, stderr } = spawnSync(groff, ["-man", "-Tutf8", "-ww", "-K", "utf8"], {
      input: made,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout).toContain("stopped by Ctrl-C");
  });
});
