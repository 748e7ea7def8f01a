import type { Expression } from "./tree.js";

/** How many conditions an expression joins by `and`, those in brackets as one or not: a bracket leaves no trace. */
const joined = (expression: Expression): number =>
  expression.kind === "logic" && expression.sign === "and"
    ? joined(expression.left) + joined(expression.right)
    : 1;

/** The text between the words `and` that stand in no bracket. */
const splitAtAnd = (text: string): readonly string[] => {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: found, index } of text.matchAll(/[()]|\band\b/g)) {
    if (found === "(") depth++;
    else if (found === ")") depth--;
    else if (depth === 0) {
      parts.push(text.slice(from, index));
      from = index + found.length;
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim());
};

/**
 * The conditions that must all hold for a condition to hold, as they are written: it itself, where it is not a chain of
 * `and`. `a or b and c` is not: `and` binds tighter.
 */
export const demandsOf = (text: string, expression: Expression): readonly string[] => {
  if (expression.kind !== "logic" || expression.sign !== "and") return [text.trim()];
  const parts = splitAtAnd(text);
  // Fewer than there are: some stand in brackets, and stay together.
  return parts.length > 1 && parts.length <= joined(expression) ? parts : [text.trim()];
};
