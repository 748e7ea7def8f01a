import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { renderReport } from "../../src/web/index.js";
import { barriers, hasBrowser, useBrowser } from "./browser.js";
import { reportData } from "./report-data.js";

const open = useBrowser();

const frame = (page: Page): Promise<string> => page.locator("#seek").inputValue();
const moment = (page: Page): Promise<string> => page.locator("#moment").innerText();

describe.skipIf(!hasBrowser)(
  "the page of a recording, in a browser (skipped where Chromium isn't installed)",
  { timeout: 60_000 },
  () => {
    it("draws every chart, from a file and without a network", async () => {
      const { page, errors } = await open(renderReport(reportData()));
      expect(errors).toEqual([]);
      expect(await page.title()).toBe("pick.mcap – pick up the mug");
      expect(await page.locator("#charts canvas").count()).toBe(6);
      await page.close();
    });

    it("steps by frames, by seconds and to both ends with keys", async () => {
      const { page } = await open(renderReport(reportData()));
      const places: string[] = [];
      for (const key of [
        "ArrowRight",
        "ArrowRight",
        "ArrowLeft",
        "Shift+ArrowRight",
        "End",
        "ArrowRight",
        "Home",
      ]) {
        await page.keyboard.press(key);
        places.push(await frame(page));
      }
      expect(places).toEqual(["1", "2", "1", "11", "19", "19", "0"]);
      await page.close();
    });

    it("steps once, not twice, when the slider itself has the focus", async () => {
      const { page } = await open(renderReport(reportData()));
      await page.locator("#seek").focus();
      await page.keyboard.press("ArrowRight");
      expect(await frame(page)).toBe("1");
      await page.close();
    });

    it("plays as fast as it is told, to the end, and from the beginning again", async () => {
      const { page } = await open(renderReport(reportData()));
      await page.selectOption("#speed", "8");
      await page.locator("#play").click();
      await page.waitForFunction("document.getElementById('seek').value === '19'");
      await page.waitForFunction(
        "document.getElementById('play').getAttribute('aria-label') === 'play (space)'",
      );
      await page.selectOption("#speed", "0.1");
      await page.locator("#play").click();
      expect(Number(await frame(page))).toBeLessThan(5);
      await page.close();
    });

    it("says of a frame where it stands, what it is paid and of what that is made", async () => {
      const { page } = await open(renderReport(reportData()));
      await page.locator("#seek").fill("9");
      const text = await moment(page);
      expect(text).toContain("frame 9");
      expect(text).toContain("waits for distance(gripper, mug) < 20 cm: has held for 0.1 of 0.2 s");
      expect(text).toContain("= 0.000 by the task + 0.990 · 0.450 (Φ now) − 0.400 (Φ before)");
      expect(text).toContain("32.0 ± 10.0 cm");
      expect(text).toContain("answered 32.0 cm, truly 30.0 cm, rests on nano");
      await page.locator("#seek").fill("15");
      expect(await moment(page)).toContain("the episode ends here, so Φ is not carried on");
      await page.close();
    });

    it("says why a frame has no reward, and shows no picture where there is none", async () => {
      const { page } = await open(renderReport(reportData()));
      await page.locator("#seek").fill("7");
      expect(await page.locator("#moment .bad").innerText()).toMatch(/none\s+mug is not visible/);
      expect(await page.locator("#picture").isHidden()).toBe(true);
      await page.locator("#seek").fill("8");
      expect(await page.locator("#picture").isVisible()).toBe(true);
      await page.close();
    });

    it("marks where the model points and where things are, joined by the distance; M hides it", async () => {
      const { page } = await open(renderReport(reportData()));
      await page.locator("#seek").fill("8");
      const rings = page.locator("#marks circle");
      expect(
        await rings.evaluateAll((all) =>
          all.map((each) => [each.getAttribute("class"), each.getAttribute("cx")]),
        ),
      ).toEqual([
        ["ring said", "128"],
        ["ring truth", "396.8"],
        ["ring said", "384"],
      ]);
      expect(await page.locator("#marks text").allTextContents()).toEqual([
        "34.0 cm",
        "gripper",
        "mug",
      ]);
      await page.keyboard.press("m");
      expect(await page.locator("#marks").isHidden()).toBe(true);
      // Without a place there is no mark.
      await page.locator("#seek").fill("7");
      expect(await rings.count()).toBe(2);
      await page.close();
    });

    it("goes where a chart is pressed, and to a small picture's time", async () => {
      const { page } = await open(renderReport(reportData()));
      const chart = page.locator(".u-over").first();
      const box = await chart.boundingBox();
      await chart.click({ position: { x: (box?.width ?? 0) / 2, y: 20 } });
      expect(Number(await frame(page))).toBeCloseTo(9.5, -0.5);
      await page.locator(".strip figure").nth(1).click();
      expect(await frame(page)).toBe("10");
      await page.close();
    });

    it("tells who can't see it the same", async () => {
      const { page } = await open(renderReport(reportData()));
      await page.locator("#seek").fill("8");
      expect(await page.locator("#seek").getAttribute("aria-valuetext")).toBe("0.80 s, frame 8");
      expect(await page.locator("#picture").getAttribute("alt")).toBe(
        "what the camera saw at 0.80 s; distance(gripper,mug) 34.0 cm",
      );
      await page.close();
    });

    it.each([
      ["on a wide screen", {}],
      ["on a phone", { width: 390, height: 844 }],
      ["in the dark", { dark: true }],
      ["on a tablet", { width: 820, height: 1180, dark: true }],
    ])("has no barriers %s, and fits its width", async (_, looks) => {
      const { page, errors } = await open(renderReport(reportData()), looks);
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
      expect(errors).toEqual([]);
      await page.close();
    });

    it("shows its charts without images, and a recording of one frame", async () => {
      const { moments } = reportData();
      const { size: _, ...rest } = moments;
      const none = { ...rest, pictures: moments.pictures.map(() => null) };
      const { page, errors } = await open(renderReport(reportData({ moments: none })));
      expect(await page.locator(".no-picture").innerText()).toContain("not in the recording");
      expect(errors).toEqual([]);
      await page.close();
    });
  },
);
