import { scalarOf, type Wiring } from "./wiring.js";

/** What may stand in a graph: a number is a constant, "x" whatever the formula is about. */
export type Formula = number | "x" | Applied;

/** One operation, a node of the graph. */
interface Applied {
  readonly op: string;
  readonly to: readonly Formula[];
}

/** Sums and products may stand either way round. */
export const plus = (a: Formula, b: Formula): Formula => ({ op: "Add", to: [a, b] });
export const times = (a: Formula, b: Formula): Formula => ({ op: "Mul", to: [a, b] });
export const tanh = (a: Formula): Formula => ({ op: "Tanh", to: [a] });

const eitherWay: ReadonlySet<string> = new Set(["Add", "Mul"]);

/** What the formula is about, as far as it was met. */
export interface Match {
  readonly x?: string;
}

/** Exporters round constants to float32, and write some of them with five digits. */
const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-5 * Math.abs(b);

/** Undefined where the value is not made so; "x" is the same value wherever it stands. */
export const match = (
  wiring: Wiring,
  name: string,
  formula: Formula,
  so: Match = {},
): Match | undefined => {
  if (formula === "x") return so.x === undefined || so.x === name ? { x: name } : undefined;
  if (typeof formula === "number") {
    const value = scalarOf(wiring, name);
    return value !== undefined && close(value, formula) ? so : undefined;
  }
  const node = wiring.maker(name);
  if (node?.op !== formula.op || node.inputs.length !== formula.to.length) return undefined;
  const { inputs } = node;
  const ways = eitherWay.has(node.op) ? [inputs, [...inputs].reverse()] : [inputs];
  for (const way of ways) {
    let found: Match | undefined = so;
    for (const [at, part] of formula.to.entries())
      found = found && match(wiring, way[at] ?? "", part, found);
    if (found) return found;
  }
  return undefined;
};
