import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { unknownWordsOf } from "../../src/pipeline/index.js";
import { parseTask } from "../../src/reward/index.js";
import { openBackend } from "../../src/vlm/index.js";
import { fenced, type Page, pages, prose, repository } from "./pages.js";

const all = pages();
const readme = all[0]?.text ?? "";

const { files } = z
  .object({ files: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(join(repository, "package.json"), "utf8")));

/** What npm would publish, beside what it always does. */
const isShipped = (path: string): boolean =>
  ["LICENSE", "README.md", "package.json", ...files].some(
    (each) => path === each || path.startsWith(`${each}/`),
  );

/** As GitHub makes anchors of headings. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
    .replaceAll(" ", "-");

const anchorsIn = (path: string): readonly string[] =>
  [
    ...prose({ path, text: readFileSync(join(repository, path), "utf8") }).matchAll(/^#+ (.+)$/gm),
  ].map(([, heading]) => anchorOf(heading ?? ""));

interface Link {
  readonly from: string;
  readonly to: string;
  readonly anchor: string;
}

/** Links to files and places of the repository. */
const linksIn = (page: Page): readonly Link[] =>
  [...prose(page).matchAll(/\]\((?![a-z]+:)([^)#\s]*)#?([^)\s]*)\)/g)].map(
    ([, target = "", anchor = ""]) => ({
      from: page.path,
      to:
        target === ""
          ? page.path
          : relative(repository, join(repository, dirname(page.path), target)),
      anchor,
    }),
  );

const links = all.flatMap(linksIn);

describe("README", () => {
  it("has at most 12 KB", () => {
    expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(12 * 1024);
  });

  it("begins with the two commands", () => {
    const [commands] = fenced({ path: "README.md", text: readme }, "sh");
    const lines = commands?.trim().split("\n") ?? [];
    expect(lines.map((line) => line.split("#")[0]?.trim())).toEqual([
      "npm ci && npm start",
      "npm ci && npm test",
    ]);
    expect(readme.indexOf("`")).toBe(readme.indexOf("```sh")); // no other command before them
  });

  it("says what it can't do on its first screen", () => {
    const lines = readme.split("\n");
    expect(lines.indexOf("## What it can't do")).toBeGreaterThan(0);
    expect(lines.indexOf("## What it can't do")).toBeLessThan(20);
  });

  it("links only to what is published with it", () => {
    const targets = links.filter(({ from }) => from === "README.md").map(({ to }) => to);
    expect(targets.filter((path) => !isShipped(path))).toEqual([]);
  });
});

describe("every page", () => {
  it("links to files and headings that exist", () => {
    expect(links.length).toBeGreaterThan(50);
    const broken = links.filter(
      ({ to, anchor }) =>
        !existsSync(join(repository, to)) ||
        (anchor !== "" && to.endsWith(".md") && !anchorsIn(to).includes(anchor)),
    );
    expect(broken).toEqual([]);
  });

  it("is linked to, from README on", () => {
    const seen = new Set(["README.md"]);
    for (const from of seen) for (const link of links) if (link.from === from) seen.add(link.to);
    expect(all.map(({ path }) => path).filter((path) => !seen.has(path))).toEqual([]);
  });

  it.each(all.map((page) => [page.path, page] as const))("%s has one title", (_, page) => {
    expect(prose(page).match(/^# .+$/gm)).toHaveLength(1);
  });

  it("has task files that are read, in words that nano knows", async () => {
    const tasks = all.flatMap((page) =>
      fenced(page, "yaml")
        .filter((text) => /^task:/m.test(text))
        .map((text) => parseTask(text, { path: page.path })),
    );
    expect(tasks.length).toBeGreaterThan(6);
    const backend = await openBackend("nano");
    try {
      expect(tasks.flatMap((task) => unknownWordsOf(task, backend))).toEqual([]);
    } finally {
      await backend.close();
    }
  });
});
