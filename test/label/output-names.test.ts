import { resolve, sep } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outputNames } from "../../src/label/output-names.js";

const namesOf = (inputs: readonly string[]) => [...outputNames(inputs).values()];

describe("the folders of outputs", () => {
  it.each([
    [["recordings/pick.mcap"], ["pick"]],
    [
      ["pick/", "place.db3", "old.bag", "packed.db3.zstd"],
      ["pick", "place", "old", "packed"],
    ],
    [
      ["run_1/camera.mcap", "run_2/camera.mcap"],
      ["run_1/camera", "run_2/camera"],
    ],
    [
      ["a/run/camera", "b/run/camera", "b/other"],
      ["a/run/camera", "b/run/camera", "other"],
    ],
    [
      ["x/camera.mcap", "x/camera.db3"],
      ["camera.mcap", "camera.db3"],
    ],
    [
      ["x/camera.mcap", "x/camera"],
      ["camera.mcap", "camera"],
    ],
    [
      ["/a.mcap", "/a/a.mcap"],
      ["a.mcap", "a/a.mcap"],
    ],
    [
      ["run_1/camera", "run_2/camera", "x/run_1"],
      [`${resolve("run_1").split(sep).at(-2)}/run_1/camera`, "run_2/camera", "x/run_1"],
    ],
  ])("of %j are %j", (inputs, names) => {
    expect(namesOf(inputs)).toEqual(names);
  });

  it("of one recording given twice are refused", () => {
    expect(() => outputNames(["a/b.mcap", "./a/b.mcap"])).toThrow("is given twice");
  });

  const part = fc.constantFrom("a", "b", "camera");
  const inputs = fc.uniqueArray(
    fc
      .tuple(fc.array(part, { maxLength: 3 }), part, fc.constantFrom("", ".mcap", ".db3", ".bag"))
      .map(([folders, name, extension]) => `/${[...folders, name].join("/")}${extension}`),
    { minLength: 1, maxLength: 12 },
  );

  it("are never the same, nor one in another; and end in the recording's name", () => {
    let named = 0;
    fc.assert(
      fc.property(inputs, (all) => {
        let names: readonly string[];
        try {
          names = namesOf(all);
        } catch (thrown) {
          expect(String(thrown)).toContain("can't be told apart");
          return;
        }
        named++;
        names.forEach((name, at) => {
          for (const [other, second] of names.entries())
            if (other !== at) expect(`${second}/`.startsWith(`${name}/`)).toBe(false);
          expect(all[at]?.startsWith(`/${name}`) || all[at]?.includes(`/${name}`)).toBe(true);
        });
      }),
    );
    expect(named).toBeGreaterThan(20);
  });
});
