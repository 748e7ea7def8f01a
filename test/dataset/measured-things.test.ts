import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/core/index.js";
import { type DataLine, generateQuestions, Scene, type Thing } from "../../src/dataset/index.js";

const thing = (name: string, centre: Thing["centre"], deviation: Thing["deviation"]): Thing => ({
  name,
  centre,
  size: [0.06, 0.06, 0.06],
  height: 0.06,
  visible: 1,
  attributes: {},
  ...(deviation && { deviation }),
});

const sure = (metres: number): Thing["deviation"] => ({
  centre: [metres, metres, metres],
  size: [metres, metres, metres],
  height: metres,
});

const lineWith = (...things: readonly Thing[]): DataLine => ({
  image: "a.jpg",
  width: 320,
  height: 240,
  camera: { fx: 300, fy: 300, cx: 160, cy: 120, up: [0, -1, 0] },
  things: [...things],
  pairs: [],
  absent: [],
});

describe("things that were measured", () => {
  it("have lengths with the deviation that follows from theirs", () => {
    const scene = new Scene(
      lineWith(thing("a", [0, 0, 0.5], sure(0.003)), thing("b", [0.3, 0, 0.5], sure(0.004))),
    );
    const [truth] = scene.truths("distance");
    expect(truth).toMatchObject({ metres: 0.3, stddev: 0.005 });
  });

  it("have no length that is less sure than 15 %", () => {
    const scene = new Scene(
      lineWith(thing("a", [0, 0, 0.5], sure(0.04)), thing("b", [0.3, 0, 0.5], sure(0.04))),
    );
    expect(scene.truths("distance")).toEqual([]);
  });

  it.each([
    [0.01, 2],
    [0.05, 0],
  ])("of σ %f are told apart by 8 cm: %i statements", (metres, statements) => {
    const scene = new Scene(
      lineWith(thing("a", [0, 0, 0.5], sure(metres)), thing("b", [0.08, 0, 0.5], sure(metres))),
    );
    expect(scene.truths("left_of")).toHaveLength(statements);
  });

  it("have no size where only a part of them is seen, but a place", () => {
    const cut = thing("a", [0, 0, 0.5], { centre: [0.005, 0.005, 0.005] });
    const scene = new Scene(lineWith(cut, thing("b", [0.3, 0, 0.5], sure(0.004))));
    for (const relation of ["width", "height"] as const)
      expect(scene.truths(relation).map(({ subject }) => subject.name)).toEqual(["b"]);
    expect(scene.truths("wider")).toEqual([]);
    expect(scene.truths("distance")).not.toEqual([]);
  });

  it("that are exact are as they were", () => {
    const exact = [thing("a", [0, 0, 0.5], undefined), thing("b", [0.08, 0, 0.5], undefined)];
    const [truth] = new Scene(lineWith(...exact)).truths("distance");
    expect(truth).not.toHaveProperty("stddev");
  });

  it("carry the deviation into the question's fact", () => {
    const line = lineWith(
      thing("a", [0, 0, 0.5], sure(0.003)),
      thing("b", [0.3, 0, 0.5], sure(0.004)),
    );
    const [asked] = generateQuestions(line, createRandom(1), { perImage: 1, kinds: ["distance"] });
    expect(asked?.fact).toMatchObject({ metres: 0.3, stddev: 0.005 });
  });

  it("both ways of a symmetric question count once where that is asked for", () => {
    const line = lineWith(
      thing("a", [0, 0, 0.5], sure(0.003)),
      thing("b", [0.3, 0, 0.5], sure(0.004)),
    );
    const ask = (once: boolean) =>
      generateQuestions(line, createRandom(1), { perImage: 10, kinds: ["distance"], once });
    expect(ask(true)).toHaveLength(1);
    expect(ask(false)).toHaveLength(2);
  });
});
