import { SpatialRewardError } from "../../core/index.js";
import type { ParameterRow, ParameterValue } from "../parameter-table.js";
import { parameterRows } from "../parameter-table.js";
import { type ParameterValues, whyWrong } from "../settings.js";
import type { RclDescriptor, RclNode, Rclnodejs, RclParameter } from "./types.js";

type Library = Pick<Rclnodejs, "Parameter" | "ParameterDescriptor">;

export type RclParameterClass = Pick<Rclnodejs, "Parameter">;

/** rcl_interfaces/ParameterType */
const typeNumbers = {
  bool: 1,
  integer: 2,
  double: 3,
  string: 4,
  "bool[]": 6,
  "integer[]": 7,
  "double[]": 8,
  "string[]": 9,
} as const;

/** rclnodejs gives integers as BigInt. */
const plainScalar = (value: unknown): boolean | number | string | undefined => {
  if (typeof value === "bigint") return Number(value);
  return typeof value === "boolean" || typeof value === "number" || typeof value === "string"
    ? value
    : undefined;
};

export const plainValue = ({ value }: RclParameter): ParameterValue | undefined =>
  Array.isArray(value) ? value.flatMap((each) => plainScalar(each) ?? []) : plainScalar(value);

const asInteger = (value: unknown): unknown =>
  typeof value === "number" ? BigInt(Math.trunc(value)) : value;

/** The value must be of the type; integers become BigInt, as rclnodejs wants them. */
export const rclParameter = (
  { Parameter }: RclParameterClass,
  name: string,
  type: keyof typeof typeNumbers,
  value: ParameterValue,
): RclParameter => {
  const one = type === "integer" || type === "integer[]" ? asInteger : (each: unknown) => each;
  return new Parameter(name, typeNumbers[type], Array.isArray(value) ? value.map(one) : one(value));
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

/**
 * Declares the table, with the values that were given (a whole number is a double where one is wanted), else the defaults.
 * @throws SpatialRewardError ros.parameters for a value that the table does not allow
 */
export const declareParameters = (
  library: Library,
  node: RclNode,
  given: ParameterValues,
): void => {
  for (const [name, row] of parameterRows) {
    const value = given.get(name) ?? row.default;
    const wrong = whyWrong(name, row, value);
    if (wrong !== undefined) throw new SpatialRewardError("ros.parameters", wrong);
    node.declareParameter(
      rclParameter(library, name, row.type, value),
      descriptorOf(library, name, row),
      true,
    );
  }
};
