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
