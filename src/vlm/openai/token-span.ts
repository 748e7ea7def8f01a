import type { SaidToken } from "./reply.js";

/** From the first character to before the last, in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A token with its place in the text of the answer; it may begin before it (a space that was trimmed). */
export interface PlacedToken extends SaidToken, Span {}

/** Tokens in their places; undefined when they don't make up the text, so that nothing is read out of other words. */
export const placed = (
  text: string,
  tokens: readonly SaidToken[],
): readonly PlacedToken[] | undefined => {
  const offset = tokens
    .map(({ token }) => token)
    .join("")
    .indexOf(text);
  if (offset < 0) return undefined;
  let start = -offset;
  return tokens.map((token) => {
    const at = start;
    start += token.token.length;
    return { ...token, start: at, end: start };
  });
};
