import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { givenParameters } from "../../../src/ros/given/parameters.js";

const folder = resolve(import.meta.dirname, "../../fixtures/ros-parameters");

const json = (name: string): unknown => JSON.parse(readFileSync(resolve(folder, name), "utf8"));
const cases = z
  .array(z.object({ name: z.string(), node: z.string(), arguments: z.array(z.string()) }))
  .parse(json("cases.json"));
const rclpy = z.record(z.string(), z.unknown()).parse(json("rclpy.json"));

/** Files by their full path; JSON has no NaN and no infinities. */
const ours = ({ node, arguments: args }: (typeof cases)[number]): unknown => {
  const paths = args.map((each) => (each.endsWith(".yaml") ? resolve(folder, each) : each));
  const text = (value: unknown) =>
    typeof value === "number" && !Number.isFinite(value)
      ? String(value).replace("Infinity", "inf").replace("NaN", "nan")
      : value;
  return Object.fromEntries(
    [...givenParameters(paths, node)].map(([name, { type, value }]) => [
      name,
      { type, value: text(value) },
    ]),
  );
};

describe("parameters that are given", () => {
  it("are tried with as many files as rclpy read", () => {
    expect(cases.length).toBeGreaterThan(25);
    expect(Object.keys(rclpy)).toEqual(cases.map(({ name }) => name));
  });

  // rcl refuses such files before anybody reads them.
  const accepted = cases.filter(({ name }) => rclpy[name] !== null);

  it.each(accepted)("are rclpy's: $name", (one) => {
    expect(ours(one)).toEqual(rclpy[one.name]);
  });

  it("come from a file that can be read, or the error names it", () => {
    const read = () => givenParameters(["--params-file", "/nowhere.yaml"], "/spatial_reward");
    expect(read).toThrow(/parameter file "\/nowhere.yaml"/);
    expect(read).toThrow(expect.objectContaining({ code: "ros.parameters" }));
  });
});
