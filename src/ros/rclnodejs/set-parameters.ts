import { type ParameterRow, parameterRows } from "../parameter-table.js";
import { whyWrong } from "../settings.js";
import { plainValue, type RclParameterClass, rclParameter } from "./parameters.js";
import type { RclNode, RclParameter } from "./types.js";

type Declared = Pick<RclNode, "hasParameter" | "getParameterDescriptors">;

const rows: ReadonlyMap<string, ParameterRow> = new Map(parameterRows);

const notSet = 0;

/** Why nobody may change it so, whatever the node does at the moment. */
const whyNot = (node: Declared, { name, type }: RclParameter): string | undefined => {
  if (!node.hasParameter(name))
    return `"${name}" is no parameter of this node; there are ${[...rows.keys()].join(", ")}`;
  if (type === notSet) return `${name}: can't be deleted; set it to another value`;
  if (node.getParameterDescriptors([name])[0]?.readOnly)
    return `${name}: can't change while the node runs; set it when the node is started`;
  return undefined;
};

/** A change as it is made, or why it is refused. */
export interface Settable {
  readonly parameters: readonly RclParameter[];
  readonly reason?: string;
}

/**
 * What is to be set, each value of its parameter's type: a whole number is a double where one is wanted, and a list without
 * elements is one of texts.
 */
export const settable = (
  library: RclParameterClass,
  node: Declared,
  given: readonly RclParameter[],
): Settable => {
  const parameters: RclParameter[] = [];
  for (const parameter of given) {
    const { name } = parameter;
    const [row, value] = [rows.get(name), plainValue(parameter)];
    const reason = whyNot(node, parameter) ?? (row && whyWrong(name, row, value ?? ""));
    if (reason !== undefined) return { parameters: [], reason };
    parameters.push(
      row && value !== undefined ? rclParameter(library, name, row.type, value) : parameter,
    );
  }
  return { parameters };
};
