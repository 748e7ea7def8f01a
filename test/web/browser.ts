import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";

const path = [process.env.CHROMIUM ?? "", "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (each) => each !== "" && existsSync(each),
);

/** Whether pages can be opened here. */
export const hasBrowser = path !== undefined;

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export interface Shown {
  readonly page: Page;
  /** What went wrong in it so far. */
  readonly errors: readonly string[];
}

export interface Looks {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** A browser for the tests of a file: opens pages as files, without a network. */
export const useBrowser = () => {
  let browser: Browser | undefined;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "pages-"));
    if (path !== undefined)
      browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });
  return async (
    html: string,
    { width = 1280, height = 800, dark = false }: Looks = {},
  ): Promise<Shown> => {
    if (!browser) throw new Error("Chromium is not installed");
    const file = join(folder, "page.html");
    await writeFile(file, html);
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      offline: true,
    });
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await page.goto(`file://${file}`);
    return { page, errors };
  };
};

const violations = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** What keeps a page from being used by everybody, by axe's rules: each with the first element that it is said of. */
export const barriers = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(await readFile(axe, "utf8"));
  const found = violations.parse(await page.evaluate("axe.run().then((r) => r.violations)"));
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
};
