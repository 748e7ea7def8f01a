import { describe, expect, it } from "vitest";
import { settable } from "../../../src/ros/rclnodejs/set-parameters.js";
import type { RclParameter } from "../../../src/ros/rclnodejs/types.js";

class Parameter implements RclParameter {
  constructor(
    readonly name: string,
    readonly type: number,
    readonly value: unknown,
  ) {}
}

const readOnly = new Set(["autostart", "qos_overrides./a.subscription.depth"]);
const others = ["use_sim_time", ...readOnly];
const ours = ["fov", "annotated_quality", "cameras", "task", "autostart"];
const node = {
  hasParameter: (name: string) => [...ours, ...others].includes(name),
  getParameterDescriptors: (names: readonly string[]) =>
    names.map((name) => ({ readOnly: readOnly.has(name), toMessage: () => ({}) })),
};

const set = (name: string, type: number, value: unknown) =>
  settable({ Parameter }, node, [new Parameter(name, type, value)]);

describe("a parameter that is set", () => {
  it.each([
    ["a whole number for a double", "fov", [2, 60n], [3, 60]],
    ["a whole double for an integer", "annotated_quality", [3, 80], [2, 80n]],
    ["an empty list, which has no type of its own", "cameras", [6, []], [9, []]],
    ["another's, as it is", "use_sim_time", [1, true], [1, true]],
  ] as const)("may be %s", (_, name, [type, value], [asType, asValue]) => {
    expect(set(name, type, value)).toEqual({
      parameters: [new Parameter(name, asType, asValue)],
    });
  });

  it.each([
    ["fow", 3, 1, '"fow" is no parameter of this node; there are task, cameras'],
    ["fov", 0, undefined, "fov: can't be deleted; set it to another value"],
    ["fov", 4, "wide", "fov: must be a double; got wide"],
    ["fov", 3, 200, "fov: must be from 0 to 179; got 200"],
    ["cameras", 7, [1n, 2n], "cameras: must be a list of strings; got 1,2"],
    ["autostart", 1, true, "autostart: can't change while the node runs"],
    ["qos_overrides./a.subscription.depth", 2, 5n, "can't change while the node runs"],
  ])("is refused with a sentence: %s", (name, type, value, reason) => {
    expect(set(name, type, value)).toEqual({
      parameters: [],
      reason: expect.stringContaining(reason),
    });
  });
});
