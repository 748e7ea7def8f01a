/** A word of an expression and where it stands (characters from the expression's start). */
export interface Token {
  readonly kind: "number" | "name" | "sign";
  readonly text: string;
  readonly at: number;
}

/** What is wrong with an expression, and where (characters from its start). */
export interface ExpressionProblem {
  readonly at: number;
  readonly message: string;
}

export type Report = (at: number, message: string) => undefined;

const longestExpression = 1000;
const deepestNesting = 32;

const shapes = [
  { kind: "number", shape: /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y },
  { kind: "name", shape: /[A-Za-z_][A-Za-z0-9_]*/y },
  { kind: "sign", shape: /<=|>=|==|!=|[-+*/^(),<>]/y },
] as const;

const tokenAt = (text: string, at: number): Token | undefined => {
  for (const { kind, shape } of shapes) {
    shape.lastIndex = at;
    const found = shape.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, at };
  }
  return undefined;
};

const strange = (text: string, at: number): string =>
  text[at] === "="
    ? '"=" assigns; compare with =='
    : `"${String.fromCodePoint(text.codePointAt(at) ?? 0)}" has no place in an expression; allowed are names, numbers with units, + - * / ^ ( ) , < > <= >= == != and the words and, or, not`;

const deepest = (tokens: readonly Token[]): number => {
  let depth = 0;
  let most = 0;
  for (const { text } of tokens) {
    if (text === "(") depth++;
    if (text === ")") depth--;
    most = Math.max(most, depth);
  }
  return most;
};

/** Numbers of other bases, which others read: 0x1F, 0b1. */
const isOtherBase = (token: Token, next: Token | undefined): boolean =>
  token.text === "0" && next?.at === token.at + 1 && /^[xXbBoO][0-9a-fA-F]/.test(next.text);

/**
 * The words of an expression, or undefined with the first problem reported. Nothing else is read:
 * no strings, brackets, braces, dots, colons, semicolons or lone equals signs.
 */
export const tokensOf = (text: string, report: Report): readonly Token[] | undefined => {
  if (text.length > longestExpression)
    return report(0, `is ${text.length} characters long; allowed are ${longestExpression}`);
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text.charAt(at))) {
      at++;
      continue;
    }
    const token = tokenAt(text, at);
    if (!token) return report(at, strange(text, at));
    const last = tokens.at(-1);
    if (last && isOtherBase(last, token))
      return report(last.at, `"${last.text}${token.text}" is no decimal number`);
    tokens.push(token);
    at += token.text.length;
  }
  if (tokens.length === 0) return report(0, "is empty; give an expression");
  if (deepest(tokens) > deepestNesting)
    return report(0, `is nested ${deepest(tokens)} deep; allowed are ${deepestNesting}`);
  return tokens;
};
