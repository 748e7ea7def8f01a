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
import { type Report, type Token, tokensOf } from "../../src/reward/expression/tokens.js";
import type { Expression } from "../../src/reward/expression/tree.js";
import { binaryOf, isBinary } from "./mathjs-operators.js";

/** What we use of mathjs's OperatorNode, whose own type depends on the operator. */
interface Operator {
  readonly fn: string;
  readonly op: string;
  readonly implicit: boolean;
  readonly args: readonly MathNode[];
  isUnary(): boolean;
}

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

  read(part: MathNode): Expression | undefined {
    const at = this.leaves[this.next]?.at ?? 0;
    if (isParenthesisNode(part)) return this.read(part.content);
    if (isConstantNode(part)) return this.constant(part.value, at);
    if (isSymbolNode(part)) return this.leaf(part.name) && { kind: "name", at, name: part.name };
    if (isFunctionNode(part)) return this.call(part.fn, part.args, at);
    if (isRelationalNode(part)) return this.chain(part.conditionals, part.params, at);
    if (isOperatorNode(part)) return this.operator(part, at);
    return this.refuse(at, `a ${part.type} is not allowed`);
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

  private operator(operator: Operator, at: number): Expression | undefined {
    if (operator.isUnary()) return this.unary(operator.fn, operator.args, at);
    if (operator.implicit) return this.quantity(operator.args, at);
    if (!isBinary(operator.fn)) return this.refuse(at, `the operator "${operator.op}" is unknown`);
    const [left, right] = this.all(operator.args) ?? [];
    return left && right && binaryOf(operator.fn, left, right);
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
        return left && right && binaryOf(name, left, right);
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
