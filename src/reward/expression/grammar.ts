import { type Report, type Token, tokensOf } from "./tokens.js";
import type { ArithmeticSign, ComparisonSign, Expression } from "./tree.js";

const sums: readonly ArithmeticSign[] = ["+", "-"];
const products: readonly ArithmeticSign[] = ["*", "/"];
const comparisons: readonly ComparisonSign[] = ["<", ">", "<=", ">=", "==", "!="];

const ourWords = new Set(["and", "or", "not"]);
/** Operators elsewhere, which a name must not be taken for. */
const otherWords = new Set(["xor", "mod", "to"]);

const isName = (token: Token | undefined): token is Token & { readonly kind: "name" } =>
  token?.kind === "name" && !ourWords.has(token.text) && !otherWords.has(token.text);

const isNumber = (token: Token | undefined): boolean => token?.kind === "number";

/** The number of `3` and `-3`, and what it becomes in the same place. */
const plainNumber = (of: Expression) => {
  const number = of.kind === "negate" ? of.of : of;
  return number.kind === "number" && number.unit === undefined ? number : undefined;
};

type Read = () => Expression | undefined;

/**
 * Reads an expression by descent; each method reads what binds at least as tightly as its name says, from `or` to
 * what stands in brackets. Undefined once a problem is reported.
 */
class Reader {
  #next = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly end: number,
    private readonly report: Report,
  ) {}

  whole(): Expression | undefined {
    const expression = this.#or();
    const token = this.#token;
    if (!expression || !token) return expression;
    return otherWords.has(token.text)
      ? this.#refuse(expression.at, `the operator "${token.text}" is unknown`)
      : this.#unreadable(`Unexpected part "${token.text}"`);
  }

  get #token(): Token | undefined {
    return this.tokens[this.#next];
  }

  /** Where the next name or number stands: signs and words between operands are told of by what they work on. */
  get #place(): number {
    const leaf = this.tokens
      .slice(this.#next)
      .find((token) => isName(token) || isNumber(token) || otherWords.has(token.text));
    return leaf?.at ?? 0;
  }

  #refuse(at: number, what: string): undefined {
    return this.report(
      at,
      `${what}; allowed are arithmetic, comparison, and, or, not, and the functions of task files`,
    );
  }

  #unreadable(why: string): undefined {
    return this.report(this.#token?.at ?? this.end, `can't be read: ${why}`);
  }

  /** Takes the next token if it is one of these. */
  #take<T extends string>(texts: readonly T[]): T | undefined {
    const text = texts.find((each) => each === this.#token?.text);
    if (text !== undefined) this.#next++;
    return text;
  }

  /** Operands with signs between them, from the left. */
  #joined<T extends string>(
    signs: readonly T[],
    operand: Read,
    join: (sign: T, left: Expression, right: Expression) => Expression,
  ): Expression | undefined {
    let left = operand();
    while (left) {
      const sign = this.#take(signs);
      if (sign === undefined) return left;
      const right = operand();
      left = right && join(sign, left, right);
    }
    return undefined;
  }

  #or(): Expression | undefined {
    const join = (sign: "and" | "or", left: Expression, right: Expression): Expression => ({
      kind: "logic",
      at: left.at,
      sign,
      left,
      right,
    });
    const and = () => this.#joined(["and"], () => this.#compared(), join);
    return this.#joined(["or"], and, join);
  }

  /** `a < b < c` means `a < b and b < c`. */
  #compared(): Expression | undefined {
    let [left, all]: (Expression | undefined)[] = [this.#sum(), undefined];
    for (;;) {
      const sign = left && this.#take(comparisons);
      if (!left || sign === undefined) return left && (all ?? left);
      const right = this.#sum();
      if (!right) return undefined;
      const one: Expression = { kind: "comparison", at: left.at, sign, left, right };
      all = all ? { kind: "logic", at: all.at, sign: "and", left: all, right: one } : one;
      left = right;
    }
  }

  #sum(): Expression | undefined {
    const join = (sign: ArithmeticSign, left: Expression, right: Expression): Expression => ({
      kind: "arithmetic",
      at: left.at,
      sign,
      left,
      right,
    });
    const product = () => this.#joined(products, () => this.#quantity(), join);
    return this.#joined(sums, product, join);
  }

  /** `3 cm`, the one product without a sign. `1/2 cm` could be two things, and is neither. */
  #quantity(): Expression | undefined {
    let of = this.#signed();
    while (of) {
      const number = plainNumber(of);
      if (number && this.#isFraction()) return this.#notSideBySide(of.at);
      const token = this.#token;
      if (!this.#startsOperand(token) || (number && isNumber(token))) return of;
      const after = this.tokens[this.#next + 1]?.text;
      if (!number || !isName(token) || after === "(" || after === "^")
        return this.#notSideBySide(of.at);
      this.#next++;
      const quantity: Expression = { ...number, unit: token.text };
      of = of.kind === "negate" ? { ...of, of: quantity } : quantity;
    }
    return undefined;
  }

  #startsOperand(token: Token | undefined): boolean {
    return isName(token) || isNumber(token) || token?.text === "(";
  }

  /** Of two bare numbers: `(1)/2 cm` can only be one thing, as `a/2 cm`. */
  #isFraction(): boolean {
    const [last, slash, number, unit] = this.tokens.slice(this.#next - 1, this.#next + 3);
    return (
      isNumber(last) &&
      slash?.text === "/" &&
      isNumber(number) &&
      (isName(unit) || unit?.text === "(")
    );
  }

  #notSideBySide(at: number): undefined {
    return this.report(
      at,
      "a product needs its *; only a plain number and its unit stand side by side, as in 3 cm",
    );
  }

  #signed(): Expression | undefined {
    const at = this.#place;
    const sign = this.#take(["-", "+", "not"]);
    if (sign === undefined) return this.#power();
    const of = this.#signed();
    if (!of || sign === "+") return of;
    return { kind: sign === "not" ? "not" : "negate", at, of };
  }

  /** From the right: `2^3^2` is `2^9`, and `-2^2` is -4. */
  #power(): Expression | undefined {
    const left = this.#operand();
    if (!left || !this.#take(["^"])) return left;
    const right = this.#signed();
    return right && { kind: "arithmetic", at: left.at, sign: "^", left, right };
  }

  #operand(): Expression | undefined {
    const token = this.#token;
    if (token === undefined) return this.#unreadable("Unexpected end of expression");
    if (isNumber(token)) return this.#number(token);
    if (isName(token)) return this.#named(token);
    if (token.text !== "(") return this.#unreadable("Value expected");
    this.#next++;
    const inside = this.#or();
    return inside && this.#closed() ? inside : undefined;
  }

  #number({ at, text }: Token): Expression | undefined {
    this.#next++;
    const value = Number(text);
    return Number.isFinite(value)
      ? { kind: "number", at, value }
      : this.report(at, `${text} is too large a number`);
  }

  #named({ at, text: name }: Token): Expression | undefined {
    this.#next++;
    if (!this.#take(["("])) return { kind: "name", at, name };
    const args: Expression[] = [];
    if (this.#take([")"])) return { kind: "call", at, name, args };
    do {
      const argument = this.#or();
      if (!argument) return undefined;
      args.push(argument);
    } while (this.#take([","]));
    return this.#closed() ? { kind: "call", at, name, args } : undefined;
  }

  #closed(): boolean {
    if (this.#take([")"])) return true;
    this.#unreadable("Parenthesis ) expected");
    return false;
  }
}

/** An expression of a task file as a tree of nothing but what is allowed; undefined with the problem reported. */
export const readExpression = (text: string, report: Report): Expression | undefined => {
  const tokens = tokensOf(text, report);
  return tokens && new Reader(tokens, text.length, report).whole();
};
