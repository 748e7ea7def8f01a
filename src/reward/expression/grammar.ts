import {
  isConstantNode,
  isFunctionNode,
  isOperatorNode,
  isParenthesisNode,
  isRelationalNode,
  isSymbolNode,
  type MathNode,
  parse,
} from "mathjs/number";
import { type Report, type Token, tokensOf } from "./tokens.js";

export type ArithmeticSign = "+" | "-" | "*" | "/" | "^";
export type ComparisonSign = "<" | ">" | "<=" | ">=" | "==" | "!=";

/** An expression in our own tree. `at`: characters from the expression's start. */
export type Expression =
  | { readonly kind: "number"; readonly at: number; readonly value: number; readonly unit?: string }
  | { readonly kind: "name"; readonly at: number; readonly name: string }
  | {
      readonly kind: "call";
      readonly at: number;
      readonly name: string;
      readonly args: readonly Expression[];
    }
  | { readonly kind: "negate"; readonly at: number; readonly of: Expression }
  | { readonly kind: "not"; readonly at: number; readonly of: Expression }
  | Binary<"arithmetic", ArithmeticSign>
  | Binary<"comparison", ComparisonSign>
  | Binary<"logic", "and" | "or">;

interface Binary<Kind extends string, Sign extends string> {
  readonly kind: Kind;
  readonly at: number;
  readonly sign: Sign;
  readonly left: Expression;
  readonly right: Expression;
}

/** mathjs's names of the operators we take over; everything else it knows is refused. */
const arithmetic: ReadonlyMap<string, ArithmeticSign> = new Map([
  ["add", "+"],
  ["subtract", "-"],
  ["multiply", "*"],
  ["divide", "/"],
  ["pow", "^"],
]);
const comparison: ReadonlyMap<string, ComparisonSign> = new Map([
  ["smaller", "<"],
  ["larger", ">"],
  ["smallerEq", "<="],
  ["largerEq", ">="],
  ["equal", "=="],
  ["unequal", "!="],
]);
const logic: ReadonlyMap<string, "and" | "or"> = new Map([
  ["and", "and"],
  ["or", "or"],
]);

/** What we use of mathjs's OperatorNode, whose own type depends on the operator. */
interface Operator {
  readonly fn: string;
  readonly op: string;
  readonly implicit: boolean;
  readonly args: readonly MathNode[];
  isUnary(): boolean;
}

const isKnown = (operator: string): boolean =>
  arithmetic.has(operator) || comparison.has(operator) || logic.has(operator);

const operatorWords = new Set(["and", "or", "not", "xor", "mod", "to"]);

/**
 * mathjs's tree into ours. Its nodes don't know where they stand, but their leaves come in the order of the text:
 * each leaf takes the next token, and thereby its position.
 */
class Reader {
  private next = 0;

  constructor(
    private readonly leaves: readonly Token[],
    private readonly report: Report,
  ) {}

  read(node: MathNode): Expression | undefined {
    const at = this.leaves[this.next]?.at ?? 0;
    if (isParenthesisNode(node)) return this.read(node.content);
    if (isConstantNode(node)) return this.constant(node.value, at);
    if (isSymbolNode(node)) return this.leaf(node.name) && { kind: "name", at, name: node.name };
    if (isFunctionNode(node)) return this.call(node.fn, node.args, at);
    if (isRelationalNode(node)) return this.chain(node.conditionals, node.params, at);
    if (isOperatorNode(node)) return this.operator(node, at);
    return this.refuse(at, `a ${node.type} is not allowed`);
  }

  private refuse(at: number, what: string): undefined {
    return this.report(
      at,
      `${what}; allowed are arithmetic, comparison, and, or, not, and the functions of task files`,
    );
  }

  private leaf(text: string): Token | undefined {
    const token = this.leaves[this.next++];
    if (token?.text === text) return token;
    return this.refuse(token?.at ?? 0, `"${text}" can't be understood here`);
  }

  private constant(value: unknown, at: number): Expression | undefined {
    const token = this.leaves[this.next++];
    if (typeof value !== "number" || token?.kind !== "number" || Number(token.text) !== value)
      return this.refuse(at, `"${token?.text ?? String(value)}" is not a number`);
    return Number.isFinite(value)
      ? { kind: "number", at, value }
      : this.report(at, `${token.text} is too large a number`);
  }

  private call(fn: unknown, args: readonly MathNode[], at: number): Expression | undefined {
    if (!isSymbolNode(fn)) return this.refuse(at, "only a function's name can be called");
    if (!this.leaf(fn.name)) return undefined;
    const read = this.all(args);
    return read && { kind: "call", at, name: fn.name, args: read };
  }

  private all(nodes: readonly MathNode[]): readonly Expression[] | undefined {
    const read: Expression[] = [];
    for (const node of nodes) {
      const expression = this.read(node);
      if (!expression) return undefined;
      read.push(expression);
    }
    return read;
  }

  private operator(node: Operator, at: number): Expression | undefined {
    if (node.isUnary()) return this.unary(node.fn, node.args, at);
    if (node.implicit) return this.quantity(node.args, at);
    if (!isKnown(node.fn)) return this.refuse(at, `the operator "${node.op}" is unknown`);
    const [left, right] = this.all(node.args) ?? [];
    return left && right && this.binary(node.fn, left, right);
  }

  private binary(name: string, left: Expression, right: Expression): Expression | undefined {
    const { at } = left;
    const sum = arithmetic.get(name);
    if (sum) return { kind: "arithmetic", at, sign: sum, left, right };
    const compared = comparison.get(name);
    if (compared) return { kind: "comparison", at, sign: compared, left, right };
    const joined = logic.get(name);
    return joined && { kind: "logic", at, sign: joined, left, right };
  }

  private unary(name: string, args: readonly MathNode[], at: number): Expression | undefined {
    const [operand] = args;
    if (!operand || !["unaryMinus", "unaryPlus", "not"].includes(name))
      return this.refuse(at, `the operator "${name}" is unknown`);
    const of = this.read(operand);
    if (!of || name === "unaryPlus") return of;
    return name === "not" ? { kind: "not", at, of } : { kind: "negate", at, of };
  }

  /** `3 cm`, the one multiplication without a sign. mathjs binds the minus of `-3 cm` to the 3. */
  private quantity(args: readonly MathNode[], at: number): Expression | undefined {
    const [first, unit] = args;
    const value = first && this.read(first);
    if (!value) return undefined;
    const negated = value.kind === "negate";
    const number = negated ? value.of : value;
    if (number.kind !== "number" || number.unit !== undefined || !unit || !isSymbolNode(unit))
      return this.report(
        at,
        "a product needs its *; only a plain number and its unit stand side by side, as in 3 cm",
      );
    if (!this.leaf(unit.name)) return undefined;
    const quantity: Expression = { ...number, unit: unit.name };
    return negated ? { kind: "negate", at, of: quantity } : quantity;
  }

  /** `a < b < c` means `a < b and b < c`. */
  private chain(
    names: readonly string[],
    params: readonly MathNode[],
    at: number,
  ): Expression | undefined {
    const read = this.all(params);
    if (!read) return undefined;
    return names
      .map((name, i) => {
        const [left, right] = [read[i], read[i + 1]];
        return left && right && this.binary(name, left, right);
      })
      .reduce((left, right) => left && right && { kind: "logic", at, sign: "and", left, right });
  }
}

const isSyntaxError = (thrown: unknown): thrown is SyntaxError & { char?: number } =>
  thrown instanceof SyntaxError;

const parsed = (text: string, report: Report): MathNode | undefined => {
  try {
    return parse(text);
  } catch (thrown) {
    if (!isSyntaxError(thrown)) throw thrown;
    const at = Math.min(Math.max((thrown.char ?? 1) - 1, 0), text.length);
    return report(at, `can't be read: ${thrown.message.replace(/ \(char \d+\)$/, "")}`);
  }
};

/** An expression of a task file as a tree of nothing but what is allowed; undefined with the problem reported. */
export const readExpression = (text: string, report: Report): Expression | undefined => {
  const tokens = tokensOf(text, report);
  // A line break would end the expression for mathjs; in a folded YAML text it is a space.
  const node = tokens && parsed(text.replace(/\s/g, " "), report);
  if (!node) return undefined;
  const leaves = tokens.filter(
    ({ kind, text: word }) => kind !== "sign" && !operatorWords.has(word),
  );
  return new Reader(leaves, report).read(node);
};
