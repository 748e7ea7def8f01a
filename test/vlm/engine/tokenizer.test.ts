import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTokenizer } from "../../../src/vlm/engine/tokenizer.js";
import { coded, copyOfTinyModel, tinyModel } from "../fakes.js";

describe("a word-level tokenizer", async () => {
  const tokenizer = await readTokenizer(tinyModel);
  const ids = (text: string): readonly number[] => tokenizer.encode(text);

  it.each([
    { text: "how far", ids: [2, 3] },
    { text: "How FAR", ids: [2, 3] },
    { text: "is the red mug?", ids: [8, 5, 15, 17, 20] },
    { text: "red-mug's", ids: [15, 1, 17, 1, 1] },
    { text: "how flurb far", ids: [2, 1, 3] },
    { text: "how  far\n", ids: [2, 3] },
    { text: "", ids: [] },
  ])("reads $text", ({ text, ids: wanted }) => {
    expect(ids(text)).toEqual(wanted);
  });

  it("knows which words it lacks, each once", () => {
    expect(tokenizer.unknownWords("the Flurb of the gizmo and the flurb")).toEqual([
      "flurb",
      "gizmo",
    ]);
    expect(tokenizer.unknownWords("the red mug")).toEqual([]);
  });

  it("tells its vocabulary in the order of ids", () => {
    expect(tokenizer.vocabulary.slice(0, 4)).toEqual(["[PAD]", "[UNK]", "how", "far"]);
  });

  it("without a token for the unknown is corrupt", async () => {
    const folder = await copyOfTinyModel();
    const path = join(folder, "tokenizer.json");
    await writeFile(path, (await readFile(path, "utf8")).replace('"[UNK]": 1', '"unknown": 1'));
    await expect(readTokenizer(folder)).rejects.toEqual(coded("model.corrupt", "[UNK]"));
  });
});
