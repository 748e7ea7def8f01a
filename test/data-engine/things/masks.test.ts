import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromPolygons } from "../../../src/data-engine/things/polygon.js";
import { countsOf, fromRuns } from "../../../src/data-engine/things/run-lengths.js";

/** As pycocotools packs them. */
const packed = (runs: readonly number[]): string =>
  runs
    .map((run, at) => {
      let value = at > 2 ? run - (runs[at - 2] ?? 0) : run;
      let text = "";
      for (let more = true; more; ) {
        let code = value & 31;
        value >>= 5;
        more = (code & 16) !== 0 ? value !== -1 : value !== 0;
        if (more) code |= 32;
        text += String.fromCharCode(code + 48);
      }
      return text;
    })
    .join("");

describe("run lengths", () => {
  it("go down the columns, outside first", () => {
    // 3 wide, 2 high: the second column alone.
    expect([...(fromRuns([2, 2, 2], 3, 2) ?? [])]).toEqual([0, 1, 0, 0, 1, 0]);
  });
  it("are the same in COCO's packed text", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1 }), (runs) => {
        expect(countsOf(packed(runs))).toEqual(runs);
      }),
    );
  });
  it("a known text of pycocotools is read: a 3×3 picture's middle", () => {
    expect(countsOf("414")).toEqual([4, 1, 4]);
  });
  it.each([[[2, 2]], [[7]], [[-1, 7]]])("%j don't fill a picture of 6 pixels", (runs) => {
    expect(fromRuns(runs, 3, 2)).toBeUndefined();
  });
});

describe("polygons", () => {
  it("hold the pixels whose centres they hold", () => {
    expect([...fromPolygons([[0.6, 0, 2.4, 0, 2.4, 2, 0.6, 2]], 4, 2)]).toEqual([
      0, 1, 0, 0, 0, 1, 0, 0,
    ]);
  });
  it("may reach beyond the picture", () => {
    expect([...fromPolygons([[-5, -5, 9, -5, 9, 9, -5, 9]], 2, 2)]).toEqual([1, 1, 1, 1]);
  });
});
