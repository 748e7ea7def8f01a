import { SpatialRewardError } from "../../core/index.js";
import type { ParameterRow, ParameterValue } from "../parameter-table.js";
import { parameterRows } from "../parameter-table.js";
import { type ParameterValues, whyWrong } from "../settings.js";
import type { RclDescriptor, RclNode, Rclnodejs, RclParameter } from "./types.js";

type Library = Pick<Rclnodejs, "Parameter" | "ParameterDescriptor" | "ParameterType">;

/** rcl_interfaces/ParameterType */
const typeNumbers = { bool: 1, integer: 2, double: 3, string: 4, "string[]": 9 } as const;

/** rclnodejs gives integers as BigInt. */
const plainValue = ({ value }: RclParameter): ParameterValue | undefined => {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  if (Array.isArray(value)) return value.map(String);
  return undefined;
};

export const valuesOf = (parameters: readonly RclParameter[]): ParameterValues =>
  new Map(
    parameters.flatMap((parameter) => {
      const value = plainValue(parameter);
      return value === undefined ? [] : [[parameter.name, value] as const];
    }),
  );

const rangeOf = (row: ParameterRow): object => {
  if (!("from" in row)) return {};
  if (row.type === "double")
    return { floating_point_range: [{ from_value: row.from, to_value: row.to, step: 0 }] };
  const [from_value, to_value] = [BigInt(row.from), BigInt(row.to)];
  return { integer_range: [{ from_value, to_value, step: 1n }] };
};

/**
 * rclnodejs leaves ranges out of what `ros2 param describe` shows, and steps by 1 where none is said. So it is told no
 * range: values are checked against the table, and the description gets the range here.
 */
const descriptorOf = (
  { ParameterDescriptor }: Library,
  name: string,
  row: ParameterRow,
): RclDescriptor => {
  class Described extends ParameterDescriptor {
    override toMessage(): object {
      const constraints =
        row.type === "string" && row.oneOf ? `one of ${row.oneOf.join(", ")}` : "";
      return { ...super.toMessage(), additional_constraints: constraints, ...rangeOf(row) };
    }
  }
  return new Described(name, typeNumbers[row.type], row.description, row.applies === "start");
};

/** A whole number that is given for a double ("fov:=60") is one. */
const asGiven = (row: ParameterRow, value: ParameterValue): ParameterValue | bigint =>
  row.type === "integer" && typeof value === "number" ? BigInt(Math.trunc(value)) : value;

/**
 * Declares the table. Values: rclnodejs's own overrides first (command line, files keyed by node name or wildcard), then those of
 * `named` (files keyed by the node's full name, which rclnodejs ignores), then defaults.
 * @throws SpatialRewardError ros.parameters for a value that the table does not allow
 */
export const declareParameters = (
  library: Library,
  node: RclNode,
  overrides: ParameterValues,
  named: ParameterValues,
): void => {
  const { Parameter } = library;
  for (const [name, row] of parameterRows) {
    const value = overrides.get(name) ?? named.get(name) ?? row.default;
    const wrong = whyWrong(name, row, value);
    if (wrong !== undefined) throw new SpatialRewardError("ros.parameters", wrong);
    node.declareParameter(
      new Parameter(name, typeNumbers[row.type], asGiven(row, value)),
      descriptorOf(library, name, row),
      true,
    );
  }
};
