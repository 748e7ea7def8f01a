import { appendFile, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { distanceBetween } from "../../src/core/index.js";
import {
  boxesDetector,
  type Detector,
  type EngineOptions,
  runEngine,
} from "../../src/data-engine/index.js";
import { type DataLine, readDataset } from "../../src/dataset/index.js";
import { solids, writePictures } from "./folder.js";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "engine-"));
  await writePictures(join(root, "photos"));
});
afterEach(() => rm(root, { recursive: true }));

const options = (more: Partial<EngineOptions> = {}): EngineOptions => ({
  sources: [join(root, "photos")],
  out: join(root, "out"),
  detector: boxesDetector(),
  frames: {},
  seed: 1,
  perImage: 12,
  jobs: 2,
  version: "test",
  signal: new AbortController().signal,
  ...more,
});

const linesIn = async (folder: string): Promise<readonly DataLine[]> => {
  const lines: DataLine[] = [];
  for await (const line of readDataset(folder)) lines.push(line);
  return lines;
};

const bytesIn = (folder: string) => readFile(join(folder, "data.jsonl"), "utf8");

describe("the data engine", () => {
  it("asks of a folder of pictures with depth and masks, and its facts are true", async () => {
    const [summary] = await runEngine(options());
    expect(summary).toMatchObject({ frames: 3, images: 3, things: 6, leftOut: {}, nameless: 0 });
    const lines = await linesIn(join(root, "out/photos"));
    const apart = distanceBetween([0.12, 0, 0.04], [-0.12, 0.05, 0.06]);
    for (const { things, questions = [] } of lines) {
      const height = things.find(({ name }) => name === "can")?.height ?? 0;
      expect(Math.abs(height / (solids[1]?.height ?? 0) - 1)).toBeLessThan(0.05);
      expect(questions.length).toBeGreaterThan(5);
      for (const { fact } of questions)
        if (fact.relation === "distance" && fact.metres !== undefined)
          expect(Math.abs(fact.metres / apart - 1)).toBeLessThan(0.03);
    }
  });

  it("keeps the pictures as they are, and says what each number may err by", async () => {
    await runEngine(options());
    const out = join(root, "out/photos");
    expect(await readFile(join(out, "images/000.png"))).toEqual(
      await readFile(join(root, "photos/000.png")),
    );
    const [line] = await linesIn(out);
    expect(line?.things.every(({ deviation }) => deviation !== undefined)).toBe(true);
    const lengths = (line?.questions ?? []).filter(({ fact }) => fact.metres !== undefined);
    expect(lengths.length).toBeGreaterThan(0);
    expect(lengths.every(({ fact }) => (fact.stddev ?? 0) > 0)).toBe(true);
  });

  it("asks nothing of a pair twice where both ways are one question", async () => {
    await runEngine(options({ kinds: ["distance"], perImage: 20 }));
    for (const { questions = [] } of await linesIn(join(root, "out/photos")))
      expect(questions).toHaveLength(1);
  });

  it("gives the same bytes whatever is under way at once, and after a run that was stopped", async () => {
    await runEngine(options({ out: join(root, "whole"), jobs: 1 }));
    const stop = new AbortController();
    const stopped = runEngine(
      options({ signal: stop.signal, jobs: 1, onProgress: () => stop.abort() }),
    );
    await expect(stopped).rejects.toMatchObject({ code: "interrupted" });
    const [summary] = await runEngine(options({ jobs: 3 }));
    expect(summary?.fresh).toBeLessThan(3);
    expect(await bytesIn(join(root, "out/photos"))).toBe(await bytesIn(join(root, "whole/photos")));
  });

  it("goes on behind the last whole line of a run that was killed while it wrote", async () => {
    await runEngine(options({ out: join(root, "whole") }));
    const stop = new AbortController();
    await runEngine(
      options({ signal: stop.signal, jobs: 1, onProgress: () => stop.abort() }),
    ).catch(() => undefined);
    const kept = join(root, "out/.photos.partial/frames.jsonl");
    await writeFile(kept, `${await readFile(kept, "utf8")}{"name":"0`);
    await runEngine(options());
    expect(await bytesIn(join(root, "out/photos"))).toBe(await bytesIn(join(root, "whole/photos")));
    expect(await readdir(join(root, "out"))).toEqual(["photos"]);
  });

  it("does nothing again that is done, and refuses what was made otherwise", async () => {
    await runEngine(options());
    const [again] = await runEngine(options());
    expect(again?.fresh).toBe(0);
    await expect(runEngine(options({ seed: 2 }))).rejects.toMatchObject({ code: "output.exists" });
  });

  it.each(["depth/001.png", "things/001.json", "camera.json", "001.png"])(
    "refuses what was made before %s changed",
    async (file) => {
      await runEngine(options());
      await appendFile(join(root, "photos", file), " ");
      await expect(runEngine(options())).rejects.toMatchObject({ code: "output.exists" });
    },
  );

  it("starts anew, not with the first picture's old boxes, where they changed between two runs", async () => {
    const stop = new AbortController();
    await runEngine(
      options({ signal: stop.signal, jobs: 1, onProgress: () => stop.abort() }),
    ).catch(() => undefined);
    await writeFile(join(root, "photos/things/000.json"), '{"things": []}');
    const [summary] = await runEngine(options());
    expect(summary).toMatchObject({ fresh: 3, images: 2, leftOut: { "no things": 1 } });
  });

  it("refuses what was made before boxes in a folder of their own changed, or of other names", async () => {
    const detector = boxesDetector(join(root, "photos/things"));
    await runEngine(options({ detector }));
    const named: Detector = { ...detector, names: ["can"] };
    await expect(runEngine(options({ detector: named }))).rejects.toMatchObject({
      code: "output.exists",
    });
    await writeFile(join(root, "photos/things/002.json"), '{"things": []}');
    await expect(runEngine(options({ detector }))).rejects.toMatchObject({ code: "output.exists" });
  });

  it("says that there is no such folder of boxes", async () => {
    await expect(
      runEngine(options({ detector: boxesDetector(join(root, "nowhere")) })),
    ).rejects.toMatchObject({
      code: "dataset.invalid",
      message: expect.stringContaining("nowhere"),
    });
  });

  it("finds the boxes beside a picture that EXIF turns", async () => {
    const path = join(root, "photos/000.png");
    const turned = await sharp(await readFile(path))
      .withMetadata({ orientation: 3 })
      .png();
    await writeFile(path, await turned.toBuffer());
    const [summary] = await runEngine(options());
    expect(summary).toMatchObject({ images: 3, leftOut: {} });
  });

  it("leaves out what shows nothing, by reason", async () => {
    const nobody: Detector = {
      source: "nobody",
      find: async () => [],
      close: async () => undefined,
    };
    const [summary] = await runEngine(options({ detector: nobody }));
    expect(summary).toMatchObject({ images: 0, leftOut: { "no things": 3 } });
  });

  it("counts pictures that don't decode, and goes on", async () => {
    await writeFile(join(root, "photos/001.png"), "none");
    const [summary] = await runEngine(options());
    expect(summary).toMatchObject({ images: 2, leftOut: { "can't be read": 1 } });
  });

  it("asks nothing without depth where no model places things", async () => {
    await rm(join(root, "photos/depth"), { recursive: true });
    const [summary] = await runEngine(options());
    expect(summary?.leftOut).toEqual({ "no depth, and no model places things": 3 });
  });

  it("does not lift by depth through a lens that nobody knows", async () => {
    await rm(join(root, "photos/camera.json"));
    const [summary] = await runEngine(options());
    expect(summary?.leftOut).toEqual({ "depth, and no lens that is known": 3 });
    const [told] = await runEngine(options({ frames: { fov: 56.145 }, out: join(root, "fov") }));
    expect(told?.images).toBe(3);
  });

  it("drops boxes that are not in the picture", async () => {
    const things = [{ name: "cup", box: [900, 900, 950, 950] }];
    await writeFile(join(root, "photos/things/000.json"), JSON.stringify({ things }));
    const [summary] = await runEngine(options());
    expect(summary?.leftOut).toEqual({ "no things": 1 });
  });

  it.each([
    ["camera.json", '{"fx": -1, "fy": 1, "cx": 0, "cy": 0}', "fx"],
    ["camera.json", '{"fx": 1, "fy": 1, "cx": 0, "cy": 0, "depth_scale": 5000}', "depth_scale"],
    [
      "camera.json",
      '{"fx": 600, "fy": 600, "cx": 320, "cy": 240, "width": 640, "height": 480}',
      "640×480; this one is 320×240",
    ],
    ["things/000.json", '{"things": [{"name": "", "box": [0, 0, 1, 1]}]}', "things.0.name"],
    [
      "things/000.json",
      '{"things": [{"name": "a", "box": [0, 0, 9, 9], "mask": {"size": [1, 1], "counts": [1]}}]}',
      "1×1",
    ],
  ])("says what is wrong in %s", async (file, text, hint) => {
    await writeFile(join(root, "photos", file), text);
    await expect(runEngine(options())).rejects.toMatchObject({
      code: "dataset.invalid",
      message: expect.stringContaining(hint),
    });
  });

  it("takes depth by the word in its name, which is then no picture's", async () => {
    for (const name of ["000", "001", "002"])
      await rename(
        join(root, "photos/depth", `${name}.png`),
        join(root, "photos", `${name}-z16.png`),
      );
    const [summary] = await runEngine(options({ frames: { depth: "z16" } }));
    expect(summary).toMatchObject({ frames: 3, images: 3, leftOut: {} });
  });

  it("refuses a name of depth that no picture has", async () => {
    await expect(runEngine(options({ frames: { depth: "dpeth" } }))).rejects.toMatchObject({
      code: "usage.argument",
      message: expect.stringContaining("dpeth/NAME.png"),
    });
  });

  it("refuses depth of another size than its picture", async () => {
    await sharp(new Uint16Array(100), {
      raw: { width: 10, height: 10, channels: 1 },
    })
      .toColourspace("grey16")
      .png()
      .toFile(join(root, "photos/depth/000.png"));
    const [summary] = await runEngine(options());
    expect(summary?.leftOut).toEqual({ "can't be read": 1 });
  });
});
