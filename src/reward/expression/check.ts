import { unknownName } from "../../core/index.js";
import { plainNumber, raised, sameDimension, unitNames, units } from "../dimension.js";
import { isFactFunction } from "./fact-functions.js";
import { factTerm, type Scope } from "./fact-term.js";
import { functionNames } from "./functions.js";
import { callNumberFunction } from "./number-call.js";
import { numberFunctions } from "./number-functions.js";
import { arithmetic, dimensions, stillHolds } from "./operators.js";
import type { Report } from "./tokens.js";
import type { Expression } from "./tree.js";
import {
  type BooleanTerm,
  both,
  describeTerm,
  either,
  lifted,
  type NumberTerm,
  negation,
  type Term,
} from "./typed.js";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

const highestPower = 4;

/** Gives every part of an expression its dimension and its value, or reports why it has none. */
export class Checker {
  constructor(
    private readonly scope: Scope,
    private readonly report: Report,
  ) {}

  check(expression: Expression): Term | undefined {
    switch (expression.kind) {
      case "number":
        return this.quantity(expression);
      case "name":
        return this.name(expression);
      case "call":
        return this.call(expression);
      case "negate":
        return this.negated(expression);
      case "not":
        return this.not(expression);
      case "arithmetic":
        return this.arithmetic(expression);
      case "comparison":
        return this.comparison(expression);
      case "logic":
        return this.logic(expression);
    }
  }

  private quantity({ at, value, unit: word }: Of<"number">): NumberTerm | undefined {
    const unit = word === undefined ? { scale: 1, dimension: plainNumber } : units.get(word);
    if (!unit) return this.report(at, unknownName("unit", word ?? "", [...units.keys()]));
    const metresOrSeconds = value * unit.scale;
    return {
      type: "number",
      at,
      dimension: unit.dimension,
      constant: true,
      value: () => metresOrSeconds,
    };
  }

  private name({ at, name }: Of<"name">): NumberTerm | undefined {
    const dimension = this.scope.values?.get(name);
    if (dimension)
      return { type: "number", at, dimension, constant: false, value: (known) => known(name) };
    if (this.scope.names.includes(name))
      return this.report(at, `"${name}" is a thing; ask something of it, such as visible(${name})`);
    if (units.has(name))
      return this.report(at, `the unit ${name} needs its number right before it, as in 3 ${name}`);
    const names = this.scope.values ? [...this.scope.values.keys()] : this.scope.names;
    return this.report(at, unknownName("name", name, [...names, ...this.functions]));
  }

  private call(call: Of<"call">): NumberTerm | undefined {
    if (isFactFunction(call.name) && !this.scope.values)
      return factTerm(call, call.name, this.scope, this.report);
    const called = numberFunctions.get(call.name);
    if (!called) return this.report(call.at, unknownName("function", call.name, this.functions));
    const args = call.args.map((arg) => this.number(arg, `${call.name}(…)`));
    if (!args.every((arg) => arg !== undefined)) return undefined;
    const term = callNumberFunction(call.name, called, args, call.at);
    return term.type === "refused" ? this.report(term.at, term.message) : term;
  }

  private get functions(): readonly string[] {
    return this.scope.values ? [...numberFunctions.keys()] : functionNames();
  }

  private number(expression: Expression, where: string): NumberTerm | undefined {
    const term = this.check(expression);
    if (term?.type !== "boolean") return term;
    return this.report(term.at, `${where} takes numbers; got true or false`);
  }

  private boolean(expression: Expression, where: string): BooleanTerm | undefined {
    const term = this.check(expression);
    if (term?.type !== "number") return term;
    const hint = term.probability ? "compare it, as in > 0.5" : "compare it with something";
    return this.report(term.at, `${where} takes true or false; got ${describeTerm(term)}: ${hint}`);
  }

  private negated({ at, of }: Of<"negate">): NumberTerm | undefined {
    const term = this.number(of, "-");
    if (!term) return undefined;
    const { dimension, constant } = term;
    return { type: "number", at, dimension, constant, value: lifted((a) => -a, [term]) };
  }

  private not({ at, of }: Of<"not">): BooleanTerm | undefined {
    const term = this.boolean(of, "not");
    // What is eased inside is made stricter by its negation, so the slack turns round.
    return (
      term && {
        type: "boolean",
        at,
        value: (known, slack = 0) => negation(term.value(known, -slack)),
      }
    );
  }

  private arithmetic({ at, sign, left, right }: Of<"arithmetic">): NumberTerm | undefined {
    const [a, b] = [this.number(left, sign), this.number(right, sign)];
    if (!a || !b) return undefined;
    if (sign === "^") return this.power(a, b);
    if ((sign === "+" || sign === "-") && !sameDimension(a.dimension, b.dimension))
      return this.mixed(sign === "+" ? "adds" : "subtracts", a, b);
    return {
      type: "number",
      at,
      dimension: dimensions[sign](a.dimension, b.dimension),
      constant: a.constant && b.constant,
      value: lifted(arithmetic[sign], [a, b]),
    };
  }

  private power(base: NumberTerm, exponent: NumberTerm): NumberTerm | undefined {
    const n = exponent.constant ? exponent.value(() => undefined) : undefined;
    if (n === undefined || !sameDimension(exponent.dimension, plainNumber))
      return this.report(exponent.at, "an exponent must be a fixed plain number");
    if (!Number.isInteger(n) || Math.abs(n) > highestPower)
      return this.report(
        exponent.at,
        `an exponent must be a whole number from -${highestPower} to ${highestPower}; got ${n}`,
      );
    return {
      type: "number",
      at: base.at,
      dimension: raised(base.dimension, n),
      constant: base.constant,
      value: lifted((a) => a ** n, [base]),
    };
  }

  private comparison({ at, sign, left, right }: Of<"comparison">): BooleanTerm | undefined {
    const [a, b] = [this.number(left, sign), this.number(right, sign)];
    if (!a || !b) return undefined;
    if (!sameDimension(a.dimension, b.dimension)) return this.mixed("compares", a, b);
    return {
      type: "boolean",
      at,
      value: (known, slack = 0) => {
        const [x, y] = [a.value(known), b.value(known)];
        if (x === undefined || y === undefined) return undefined;
        const left = { value: x, probability: a.probability };
        return stillHolds(sign, left, { value: y, probability: b.probability }, slack);
      },
    };
  }

  private logic({ at, sign, left, right }: Of<"logic">): BooleanTerm | undefined {
    const [a, b] = [this.boolean(left, sign), this.boolean(right, sign)];
    if (!a || !b) return undefined;
    const join = sign === "and" ? both : either;
    return {
      type: "boolean",
      at,
      value: (known, slack) => join(a.value(known, slack), b.value(known, slack)),
    };
  }

  private mixed(does: string, a: NumberTerm, b: NumberTerm): undefined {
    const bare = [a, b].find((term) => term.constant && sameDimension(term.dimension, plainNumber));
    const other = bare === a ? b : a;
    const names = unitNames(other.dimension);
    const hint = bare && names.length > 0 ? `; give the number a unit: ${names.join(", ")}` : "";
    return this.report(a.at, `${does} ${describeTerm(a)} and ${describeTerm(b)}${hint}`);
  }
}
