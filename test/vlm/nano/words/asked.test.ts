import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Frame, Relation } from "../../../../src/core/index.js";
import { frameFromFile } from "../../../../src/messages/index.js";
import { type Answer, embeddedModel, openBackend } from "../../../../src/vlm/index.js";
import { questionFor } from "../../../../src/vqa/index.js";

const folder = join(embeddedModel(), "heldout", "stills");
const lines = z.object({
  image: z.string(),
  things: z.array(z.object({ name: z.string(), visible: z.number() })),
});

/** Everyday names of what the held-out pictures show by trained ones. */
const called: readonly (readonly [word: string, everyday: string])[] = [
  ["red", "crimson"],
  ["blue", "cobalt"],
  ["green", "emerald"],
  ["purple", "indigo"],
  ["turquoise", "cyan"],
  ["orange", "ochre"],
  ["mug", "stein"],
  ["cup", "goblet"],
  ["pot", "kettle"],
  ["jar", "vase"],
  ["bottle", "flask"],
];

const renamed = (name: string): string =>
  name
    .split(" ")
    .map((word) => called.find(([trained]) => trained === word)?.[1] ?? word)
    .join(" ");

interface Scene {
  readonly image: string;
  readonly name: string;
  readonly everyday: string;
}

/** Pictures of a thing in sight whose name can be said in other words. */
const scenes = async (): Promise<readonly Scene[]> => {
  const text = await readFile(join(folder, "data.jsonl"), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => lines.parse(JSON.parse(line)))
    .flatMap(({ image, things }) => {
      const seen = things.find(({ name, visible }) => visible > 0.8 && renamed(name) !== name);
      return seen ? [{ image, name: seen.name, everyday: renamed(seen.name) }] : [];
    });
};

const stddevOf = (answer: Answer | undefined): number => {
  const reading = answer?.reading;
  return (reading?.kind === "length" ? reading.stddev : undefined) ?? Number.NaN;
};

const missing = !existsSync(folder) && "no held-out pictures here";
describe.skipIf(missing)(`asked in everyday words${missing ? `: ${missing}` : ""}`, async () => {
  const backend = await openBackend("nano", { workers: 1 });
  afterAll(() => backend.close());
  const chosen = (await scenes()).slice(0, 24);
  const frameOf = async (image: string): Promise<Frame> =>
    frameFromFile(await readFile(join(folder, image)), image, { fov: 60 });
  const about = (relation: Relation, subject: string, object: string) =>
    questionFor({ relation, subject, object });

  it("answers as it does for the words that they are understood as, less surely", async () => {
    expect(chosen.length).toBeGreaterThanOrEqual(20);
    for (const { image, name, everyday } of chosen) {
      const [plain, other] = await backend.ask(await frameOf(image), [
        about("distance", "gripper", name),
        about("distance", "gripper", everyday),
      ]);
      const [understood] = other?.understood ?? [];
      if (understood?.as !== name)
        throw new Error(`${everyday}: not ${name} but ${understood?.as}`);
      expect(plain?.understood).toBeUndefined();
      expect(other?.object?.pixel).toEqual(plain?.object?.pixel);
      expect(other?.reading.kind).toBe(plain?.reading.kind);
      if (plain?.reading.kind !== "length" || other?.reading.kind !== "length") continue;
      const { metres } = plain.reading;
      const own = stddevOf(plain);
      const grown = Math.hypot(own, understood.distance * Math.hypot(metres, own));
      expect(other.reading.metres).toBe(metres);
      expect(stddevOf(other)).toBeCloseTo(grown, 9);
      expect(stddevOf(other)).toBeGreaterThan(own);
    }
  });

  it("is less sure of what a thing is to another, too, and on the same side", async () => {
    for (const { image, name, everyday } of chosen) {
      const readings = await backend.ask(await frameOf(image), [
        about("left_of", "gripper", name),
        about("left_of", "gripper", everyday),
      ]);
      const [plain = 0.5, other = 0.5] = readings.map(({ reading }) =>
        reading.kind === "predicate" ? reading.probability : 0.5,
      );
      expect(Math.abs(other - 0.5)).toBeLessThanOrEqual(Math.abs(plain - 0.5));
      expect((other - 0.5) * (plain - 0.5)).toBeGreaterThanOrEqual(0);
    }
  });

  it("refuses what it can't understand, and says which words", async () => {
    const [scene] = chosen;
    if (!scene) throw new Error("no scene");
    const [answer] = await backend.ask(await frameOf(scene.image), [
      about("distance", "gripper", "crimson justice"),
    ]);
    expect(answer?.failure).toMatchObject({
      code: "model.vocabulary",
      message: expect.stringContaining('has not learnt the word "justice"'),
    });
  });
});
