// Makes the documentation's pictures of the page of a recording: docs/report.png, and docs/report.webp, which moves.
// npm run pictures; CHROMIUM names another browser than /usr/bin/chromium.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import sharp from "sharp";

const repository = resolve(import.meta.dirname, "..");
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** Of the example: the gripper closes around the bottle, and the model points beside it. */
const still = 30;
const last = 60;
/** Frames from one moving picture to the next; the recording has 10 a second. */
const stride = 2;

const label = async (folder) => {
  const [bag, task] = ["pick.mcap", "pick.yaml"].map((name) => join(repository, "examples", name));
  const main = join(repository, "dist", "cli", "main.js");
  await promisify(execFile)(process.execPath, [main, "label", bag, "--task", task, "-o", folder]);
  return join(folder, "pick", "report.html");
};

const open = async (browser, report, viewport) => {
  const page = await browser.newPage({ viewport });
  await page.goto(`file://${report}`);
  await page.waitForSelector(".player-line");
  return page;
};

const goTo = async (page, frame) => {
  await page.locator("#seek").fill(String(frame));
  await page.locator("#seek").blur();
  await page.waitForFunction("document.getElementById('picture').complete");
};

const stillPicture = async (browser, report) => {
  const page = await open(browser, report, { width: 1280, height: 1000 });
  await goTo(page, still);
  const png = await sharp(await page.screenshot()).png({ palette: true, quality: 90 }).toBuffer();
  await writeFile(join(repository, "docs", "report.png"), png);
  await page.close();
};

const movingPicture = async (browser, report) => {
  const page = await open(browser, report, { width: 1180, height: 700 });
  await page.evaluate("document.querySelector('.watch').scrollIntoView()");
  const shots = [];
  for (let frame = 0; frame <= last; frame += stride) {
    await goTo(page, frame);
    shots.push(await page.screenshot());
  }
  const webp = await sharp(shots, { join: { animated: true } })
    .webp({ quality: 60, delay: shots.map(() => 100 * stride), loop: 0, effort: 5 })
    .toBuffer();
  await writeFile(join(repository, "docs", "report.webp"), webp);
  await page.close();
};

const folder = await mkdtemp(join(tmpdir(), "pictures-"));
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
try {
  const report = await label(folder);
  await stillPicture(browser, report);
  await movingPicture(browser, report);
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}
