import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type Overview, renderOverview } from "../../src/web/index.js";
import { sparkline } from "../../src/web/sparkline.js";
import { barriers, hasBrowser, useBrowser } from "./browser.js";

const overview: Overview = {
  title: "3 recordings",
  figures: [["labelled", "2 of 3"]],
  numbers: ["frames"],
  rows: [
    {
      name: "broken",
      outcome: "failed",
      verdict: "failed",
      numbers: [undefined],
      why: "bag.truncated: <cut> off",
    },
    {
      name: "pick_2",
      report: "pick_2/report.html",
      outcome: "no success",
      verdict: "no success",
      progress: [0, null, 0.25],
      numbers: [9],
      why: "",
    },
    {
      name: "pick_10",
      report: "pick_10/report.html",
      outcome: "success",
      verdict: "success after 4.9 s",
      progress: [0, 0.5, 1],
      numbers: [80],
      why: "",
    },
  ],
  charts: [],
};

describe("a sparkline", () => {
  it("is a curve with a gap where nothing is known", () => {
    const { text } = sparkline([0, null, 1]);
    expect(text.match(/<polyline points="[^"]+"/g)).toEqual([
      '<polyline points="0.0,24.0"',
      '<polyline points="120.0,2.0"',
    ]);
    expect(sparkline([]).text).not.toContain("polyline");
  });
});

describe("the page of many recordings", () => {
  it("escapes what it says, and leads to the reports that there are", () => {
    const page = renderOverview(overview, { styleSheet: "", chartLibrary: "", pageScript: "" });
    expect(page).toContain("bag.truncated: &lt;cut&gt; off");
    expect(page.match(/href="[^"]+"/g)).toEqual([
      'href="pick_2/report.html"',
      'href="pick_10/report.html"',
    ]);
  });
});

const open = useBrowser();

const names = (page: Page): Promise<readonly string[]> =>
  page.locator("tbody tr:visible th").allInnerTexts();

describe.skipIf(!hasBrowser)(
  "the page of many recordings, in a browser (skipped where Chromium isn't installed)",
  { timeout: 60_000 },
  () => {
    it("is sorted by any column, both ways; what is empty stays last", async () => {
      const { page, errors } = await open(renderOverview(overview));
      expect(await names(page)).toEqual(["broken", "pick_2", "pick_10"]);
      const frames = page.getByRole("button", { name: "frames" });
      await frames.click();
      expect(await names(page)).toEqual(["pick_2", "pick_10", "broken"]);
      await frames.click();
      expect(await names(page)).toEqual(["pick_10", "pick_2", "broken"]);
      await page.getByRole("button", { name: "recording" }).click();
      expect(await names(page)).toEqual(["broken", "pick_2", "pick_10"]);
      expect(errors).toEqual([]);
      await page.close();
    });

    it("shows one outcome, or one name, and how many there are", async () => {
      const { page } = await open(renderOverview(overview));
      await page.selectOption("#outcome", "success");
      expect(await names(page)).toEqual(["pick_10"]);
      expect(await page.locator("#shown").innerText()).toBe("1 shown");
      await page.selectOption("#outcome", "");
      await page.locator("#named").fill("PICK");
      expect(await names(page)).toEqual(["pick_2", "pick_10"]);
      await page.close();
    });

    it.each([{}, { width: 390 }, { dark: true }])("has no barriers: %j", async (looks) => {
      const { page } = await open(renderOverview(overview), looks);
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
      await page.close();
    });
  },
);
