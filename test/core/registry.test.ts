import { describe, expect, it } from "vitest";
import { Registry } from "../../src/core/index.js";

const numbers = () => new Registry<number>("number", { one: 1 });

describe("a table of named entries", () => {
  it("has its own and what is added, in that order", () => {
    const table = numbers();
    table.add({ two: 2 });
    expect([...table.all()]).toEqual([
      ["one", 1],
      ["two", 2],
    ]);
    expect(table.get("two")).toBe(2);
    expect(table.get("three")).toBeUndefined();
  });

  it("refuses a name that there is", () => {
    expect(() => numbers().add({ one: 7 })).toThrow("number one: there is one of that name");
  });

  it.each<[string, (table: Registry<number>) => unknown]>([
    ["all of it", (table) => table.all()],
    ["an entry", (table) => table.get("one")],
    ["what follows from it", (table) => table.derived(({ size }) => size)()],
  ])("takes nothing more once %s has been read", (_, read) => {
    const table = numbers();
    read(table);
    expect(() => table.add({ two: 2 })).toThrow(
      "number two: can't be added once a number has been asked for",
    );
    table.add({});
  });

  it("works out once what follows from it, when that is first asked for", () => {
    const table = numbers();
    let times = 0;
    const total = table.derived((all) => {
      times += 1;
      return [...all.values()].reduce((sum, each) => sum + each, 0);
    });
    table.add({ two: 2 });
    expect([total(), total(), times]).toEqual([3, 3, 1]);
  });
});
