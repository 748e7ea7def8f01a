import { describe, expect, it } from "vitest";
import { paperRemarks, paperTable, scorePaper } from "../../../src/eval/paper/index.js";
import { length, predicate } from "../cases.js";

const score = scorePaper([length(0.2, 0.3), length(0, 0), predicate(true, 0.9)]);

describe("the paper's tables", () => {
  const { head, rows } = paperTable("nano", score);

  it("have the backend's row first, then every model of the paper, marked as theirs", () => {
    expect(rows.map(([model]) => model)).toEqual([
      "nano",
      "GPT-4V",
      "LLaVA-1.5",
      "InstructBLIP",
      "PaLI",
      "PaLM-E",
      "PaLM 2-E",
      "SpatialVLM",
    ]);
    expect(rows[0]).toEqual([
      "nano",
      "this data: 1 + 2",
      "100.0 %",
      "100.0 %",
      "100.0 %",
      "100.0 %",
      "0.0 %",
    ]);
    expect(new Set(rows.slice(1).map(([, on]) => on))).toEqual(new Set(["their images"]));
  });

  it("have a dash where the paper gives no figure", () => {
    expect(rows.every((row) => row.length === head.length)).toBe(true);
    expect(rows[1]).toEqual(["GPT-4V", "their images", "68.0 %", "1.0 %", "0.0 %", "–", "–"]);
  });

  it("say what is in the denominator", () => {
    expect(paperRemarks(score).join(" ")).toMatch(
      /refusals among them.*Truly 0, and so in no band: 1 length\./,
    );
  });
});
