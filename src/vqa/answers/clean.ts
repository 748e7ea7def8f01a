import { proseOfJson } from "./json-answer.js";

/** What follows the model's thinking; nothing when it never stopped thinking. */
const afterThinking = (text: string): string => {
  const closed = text.match(/<\/(?:think|thinking|reasoning)>/gi)?.at(-1);
  const rest = closed === undefined ? text : text.slice(text.lastIndexOf(closed) + closed.length);
  const opened = rest.search(/<(?:think|thinking|reasoning)>/i);
  return opened === -1 ? rest : rest.slice(0, opened);
};

const inAnswerTag = (text: string): string => {
  const lower = text.toLowerCase();
  const opened = lower.lastIndexOf("<answer>");
  if (opened === -1) return text;
  const closed = lower.indexOf("</answer>", opened);
  return text.slice(opened + "<answer>".length, closed === -1 ? undefined : closed);
};

/** The content of the last \boxed{…}. */
const inBox = (text: string): string => {
  const mark = "\\boxed{";
  const opened = text.lastIndexOf(mark);
  if (opened === -1) return text;
  let depth = 1;
  for (let at = opened + mark.length; at < text.length; at++) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return text.slice(opened + mark.length, at);
  }
  return text.slice(opened + mark.length);
};

/** What follows the last "Answer:", where something does. */
const afterMarker = (text: string): string => {
  const marker = [...text.matchAll(/\banswer(?: is)? ?[:：]/gi)].at(-1);
  if (marker === undefined) return text;
  const rest = text.slice(marker.index + marker[0].length);
  return /\w/.test(rest) ? rest : text;
};

const withoutLatex = (text: string): string =>
  text
    .replace(/\\d?frac\{([^{}]{1,20})\}\{([^{}]{1,20})\}/g, "$1/$2")
    .replace(/\\(?:approx|sim|simeq)\b/g, "~")
    .replace(/\\(?:times|cdot)\b/g, "×")
    .replace(/\\pm\b/g, "±")
    .replace(/\\[a-z_]+/gi, " ")
    .replace(/\\[^a-z]/gi, " ")
    .replace(/[${}]/g, " ");

const withoutMarkdown = (text: string): string =>
  text
    .replace(/^[ \t]{0,8}(?:#{1,6}|>|[-*•]|\d{1,2}[.)])[ \t]/gm, "")
    .replace(/<\/?[a-z][a-z0-9 ="'-]{0,40}>/gi, " ")
    .replace(/[*`]|__/g, "");

const withPlainMarks = (text: string): string =>
  text
    .replace(/[’‘′]/g, "'")
    .replace(/[“”″]/g, '"')
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/[\u00a0\u202f\u2009]/g, " ");

/** Longer answers are not searched: whatever they are, they are no answer to one question. */
const longestAnswer = 8000;

/**
 * The part of a model's reply that is its answer, as plain prose: thinking, tags, JSON, Markdown and LaTeX removed.
 * Each line is a sentence of its own. Undefined when what is left is too long to be one answer.
 */
export const cleanAnswer = (text: string): string | undefined => {
  const answer = inBox(inAnswerTag(afterThinking(text))).trim();
  if (answer.length > longestAnswer) return undefined;
  const prose = afterMarker(proseOfJson(answer) ?? answer);
  return withPlainMarks(withoutMarkdown(withoutLatex(prose)))
    .trim()
    .replace(/\s*\n\s*/g, " ; ");
};
