import { intsOf } from "./attributes.js";
import type { Wiring } from "./wiring.js";

/** How a value is parted for attention. */
export interface Heads {
  readonly heads: number;
  /** Of each. */
  readonly size: number;
}

/** Operations that leave the last dimension as it is. */
const keeping: ReadonlySet<string> = new Set(["Add", "Mul", "Cast", "Identity"]);

/** The last dimension of a value, from the weights and biases that it is made with. */
const widthOf = (wiring: Wiring, name: string): number | undefined => {
  const node = wiring.maker(name);
  if (!node) return undefined;
  const [, weights = ""] = node.inputs;
  if (node.op === "MatMul" || node.op === "MatMulInteger")
    return wiring.constant(weights)?.dims.at(-1);
  if (node.op === "MatMulNBits") return intsOf(node, "N")[0];
  if (!keeping.has(node.op)) return undefined;
  for (const input of node.inputs) {
    const dims = wiring.constant(input)?.dims;
    const width = dims ? dims.length === 1 && dims[0] !== 1 && dims[0] : widthOf(wiring, input);
    if (width) return width;
  }
  return undefined;
};

/** The numbers of a shape of four, as far as they are always the same. */
const shapeOf = (wiring: Wiring, name: string): readonly (number | undefined)[] => {
  const whole = wiring.constant(name)?.values();
  const node = wiring.maker(name);
  if (whole || node?.op !== "Concat") return whole ?? [];
  return node.inputs.map((part) => wiring.constant(part)?.values()[0]);
};

/** Of a value of rows, tokens, heads and their size; undefined where the graph does not say how many. */
export const headsOf = (wiring: Wiring, name: string): Heads | undefined => {
  const reshape = wiring.maker(name);
  if (reshape?.op !== "Reshape") return undefined;
  const [parted = "", shape = ""] = reshape.inputs;
  const [, , heads, size, ...more] = shapeOf(wiring, shape);
  if (!size || size < 1 || heads === undefined || more.length > 0) return undefined;
  const counted = heads > 0 ? heads : (widthOf(wiring, parted) ?? 0) / size;
  return Number.isInteger(counted) && counted > 0 ? { heads: counted, size } : undefined;
};
