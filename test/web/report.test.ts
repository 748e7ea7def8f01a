import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartsOf } from "../../src/web/charts.js";
import { escapeHtml, renderReport } from "../../src/web/index.js";
import { reportData } from "./report-data.js";

const noAssets = { styleSheet: "", chartLibrary: "", pageScript: "" };
const hostile = `</script><script>alert("1")</script><img src=x onerror='a'>&`;

describe("a report", () => {
  it.each([
    ["title", { title: hostile }],
    ["task", { task: hostile }],
    ["verdict", { verdict: hostile }],
    ["figure", { figures: [[hostile, hostile]] as const }],
    ["truth", { truth: { table: { head: [hostile], rows: [[hostile]] }, judgement: hostile } }],
    ["source", { sources: { head: [hostile], rows: [[hostile]] } }],
    ["remark", { remarks: [hostile] }],
    ["trouble", { troubles: [{ why: hostile, first: 0, last: 0 }] }],
    ["provenance", { provenance: [[hostile, hostile]] as const }],
    ["stage", { curves: { ...reportData().curves, stages: [{ name: hostile, from: 0, to: 1 }] } }],
  ])("escapes a hostile %s", (_, change) => {
    const page = renderReport(reportData(change), noAssets);
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("<img src=x");
    expect(page.match(/<\/script>/g)).toHaveLength(3);
  });

  it("carries pictures, charts and texts inside itself", () => {
    const page = renderReport(reportData());
    expect(page).toContain("data:image/jpeg;base64,/9gA");
    expect(page).toContain("var uPlot=");
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
    expect(page).not.toMatch(/@import|url\(/);
  });

  it("says so when every frame has a reward", () => {
    expect(renderReport(reportData({ troubles: [] }), noAssets)).toContain(
      "Every frame has a reward",
    );
  });

  it("says what the distances rest on, where any is known", () => {
    const title = "What the distances rest on";
    expect(renderReport(reportData(), noAssets)).toContain(title);
    const none = { sources: { head: ["distance"], rows: [] } };
    expect(renderReport(reportData(none), noAssets)).not.toContain(title);
  });

  it("puts the pictures where their times are", () => {
    const page = renderReport(reportData(), noAssets);
    expect(page).toContain("* 0.0000)");
    expect(page).toContain(`* ${(1 / 1.9).toFixed(4)})`);
  });
});

describe("escaping", () => {
  it("leaves no character that could open or close anything", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe("the charts", () => {
  const { charts } = chartsOf(reportData().curves);

  it("show each distance, each predicate, progress with stages, and reward", () => {
    expect(charts.map(({ title }) => title)).toEqual([
      "distance(gripper,mug)",
      "touching(gripper,mug)",
      "progress and stages",
      "reward",
      "rewards added up",
      "trust",
    ]);
    expect(charts[2]?.stages.map(({ name }) => name)).toEqual(["reach", "lift"]);
  });

  it("draw bands of one and two deviations, never below 0, with a gap where nothing is known", () => {
    const [distance] = charts;
    const edge = (label: string) => distance?.series.find((each) => each.label === label)?.values;
    expect(edge("2σ")?.[0]).toBeCloseTo(0.7);
    expect(edge("-1σ")?.[0]).toBeCloseTo(0.4);
    expect(edge("-2σ")?.[19]).toBe(0);
    expect(edge("1σ")?.[7]).toBeNull();
  });

  it("show the truth only where it is known", () => {
    const { truth: _, ...unknown } = reportData().curves.distances[0] ?? {
      key: "",
      raw: [],
      filtered: [],
      stddev: [],
    };
    const [chart] = chartsOf({ ...reportData().curves, distances: [unknown] }).charts;
    expect(charts[0]?.series.map(({ label }) => label)).toContain("truth");
    expect(chart?.series.map(({ label }) => label)).not.toContain("truth");
  });
});
