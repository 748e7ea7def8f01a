import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { SpatialRewardError } from "../core/index.js";
import { reasonOf } from "./guard.js";
import type { ParameterValue } from "./parameter-table.js";
import type { ParameterValues } from "./settings.js";

const fileShape = z.record(z.string(), z.object({ ros__parameters: z.unknown() }).loose());
const scalar = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]);

/** The files after --params-file. */
const parameterFiles = (argv: readonly string[]): readonly string[] =>
  argv.flatMap((argument, at) => (argument === "--params-file" ? (argv[at + 1] ?? []) : []));

const flat = (value: unknown, prefix: string): readonly (readonly [string, ParameterValue])[] => {
  const leaf = scalar.safeParse(value);
  if (leaf.success) return [[prefix, leaf.data]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    flat(inner, prefix === "" ? key : `${prefix}.${key}`),
  );
};

const textOf = (path: string): unknown => {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const message = `can't read the parameter file "${path}": ${reasonOf(cause)}`;
    throw new SpatialRewardError("ros.parameters", message, { cause });
  }
};

/**
 * Parameters that files give to a node by its full name ("/robot/spatial_reward:", as `ros2 param dump` writes
 * them); rclnodejs ignores those. Later files count before earlier ones.
 * @throws SpatialRewardError ros.parameters
 */
export const namedParameters = (argv: readonly string[], fullName: string): ParameterValues => {
  const values = new Map<string, ParameterValue>();
  for (const path of parameterFiles(argv)) {
    const file = fileShape.safeParse(textOf(path));
    const own = file.success ? file.data[fullName] : undefined;
    for (const [name, value] of flat(own?.ros__parameters, "")) values.set(name, value);
  }
  return values;
};
