import { readdirSync, readFileSync } from "node:fs";
import { parse } from "@foxglove/rosmsg";
import { describe, expect, it } from "vitest";
import { definitionOf, lengthRelations, predicateRelations } from "../../src/core/index.js";
import { factKinds, interfaceDefinition, referenceFrames } from "../../src/messages/index.js";

const messages = readdirSync("msg").filter((name) => name.endsWith(".msg"));
const textOf = (message: string): string => readFileSync(`msg/${message}`, "utf8");

const constantsOf = (type: string): Record<string, unknown> => {
  const [root] = parse(interfaceDefinition(type), { ros2: true });
  const constants = root?.definitions.filter(({ isConstant }) => isConstant) ?? [];
  return Object.fromEntries(constants.map(({ name, value }) => [name, value]));
};

describe("the constants of msg/SpatialFact.msg", () => {
  it("are those that facts are written with, one for every relation", () => {
    const upper = (numbers: Iterable<readonly [string, number]>, prefix = "") =>
      [...numbers].map(([name, value]) => [prefix + name.toUpperCase(), value]);
    expect(constantsOf("spatial_reward/msg/SpatialFact")).toEqual({
      ...Object.fromEntries(upper(factKinds())),
      REFERENCE_UNKNOWN: 0,
      ...Object.fromEntries(upper(Object.entries(referenceFrames), "REFERENCE_")),
    });
    expect([...factKinds().keys()]).toEqual(
      [...lengthRelations, ...predicateRelations].filter(
        (name) => definitionOf(name).message !== undefined,
      ),
    );
  });

  it("keep lengths below 100 and predicates from 100 on", () => {
    for (const relation of lengthRelations)
      expect(factKinds().get(relation) ?? 0).toBeLessThan(100);
    for (const relation of predicateRelations)
      expect(factKinds().get(relation)).toBeGreaterThanOrEqual(100);
  });
});

describe("a flattened definition", () => {
  it("is the .msg file, then each type it needs, once, as rosbag2 stores them", () => {
    const definition = interfaceDefinition("spatial_reward/msg/SpatialFactArray");
    expect(definition.startsWith(textOf("SpatialFactArray.msg").trimEnd())).toBe(true);
    const sections = definition.split(`\n${"=".repeat(80)}\n`).slice(1);
    expect(sections.map((section) => section.split("\n")[0])).toEqual([
      "MSG: std_msgs/Header",
      "MSG: spatial_reward/SpatialFact",
      "MSG: builtin_interfaces/Time",
      "MSG: geometry_msgs/Point",
    ]);
    expect(sections[2]).toBe("MSG: builtin_interfaces/Time\nint32 sec\nuint32 nanosec");
    expect(sections[0]).toBe(
      "MSG: std_msgs/Header\nbuiltin_interfaces/Time stamp\nstring frame_id",
    );
  });

  it("is known of ROS's common messages too, and of nothing else", () => {
    expect(interfaceDefinition("sensor_msgs/msg/Image")).toMatch(/^std_msgs\/Header header\n/);
    expect(() => interfaceDefinition("my_robot/msg/Thing")).toThrow(/no definition of it is known/);
    expect(() => interfaceDefinition("spatial_reward/msg/../../package")).toThrow(/no definition/);
  });
});

describe.each(messages)("%s", (message) => {
  const lines = textOf(message).split("\n");

  it("says something about every field and constant, directly above it or its block", () => {
    const isField = (line: string): boolean => line !== "" && !line.startsWith("#");
    lines.forEach((line, at) => {
      if (isField(line)) expect(lines[at - 1], line).not.toBe("");
    });
  });

  it("has one word in brackets at most in a comment block, which ROS reads as the unit", () => {
    for (const block of textOf(message).split(/\n(?!#)/))
      expect(
        (block.match(/\[[^\]]*\]/g) ?? []).filter((unit) => unit !== "[2]").length,
        block,
      ).toBeLessThan(2);
  });
});
