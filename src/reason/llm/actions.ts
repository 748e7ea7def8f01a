import { z } from "zod";
import type { TalkReply } from "../../vlm/index.js";

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

const askArguments = z
  .object({ questions: texts.optional(), question: texts.optional() })
  .transform(({ questions = [], question = [] }) => [...questions, ...question])
  .refine((all) => all.length > 0, { message: "questions must be a list of texts" });

const calculateArguments = z.object({ expression: z.string() });
const concludeArguments = z.object({ answer: z.string(), from: texts.default([]) });

/** What a model wants done, or why that can't be read. */
export type Wanted =
  | { readonly tool: "ask"; readonly questions: readonly string[] }
  | { readonly tool: "calculate"; readonly expression: string }
  | { readonly tool: "conclude"; readonly answer: string; readonly from: readonly string[] }
  | { readonly tool: "unreadable"; readonly problem: string };

export interface Action {
  /** Of the tool call; undefined where the model speaks JSON in its text. */
  readonly callId: string | undefined;
  readonly wanted: Wanted;
}

const unreadable = (problem: string): Wanted => ({ tool: "unreadable", problem });

const problemOf = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => [...path.map(String), message].join(": ")).join("; ");

const wantedOf = (name: unknown, given: unknown): Wanted => {
  switch (name) {
    case "ask": {
      const { data, error } = askArguments.safeParse(given);
      return data ? { tool: name, questions: data } : unreadable(`ask: ${problemOf(error)}`);
    }
    case "calculate": {
      const { data, error } = calculateArguments.safeParse(given);
      return data ? { tool: name, ...data } : unreadable(`calculate: ${problemOf(error)}`);
    }
    case "conclude": {
      const { data, error } = concludeArguments.safeParse(given);
      return data ? { tool: name, ...data } : unreadable(`conclude: ${problemOf(error)}`);
    }
    default:
      return unreadable(
        `there is no tool ${JSON.stringify(name)?.slice(0, 80) ?? ""}; there are ask, calculate and conclude`,
      );
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON: the caller says so
  }
};

/** Of one reply's text: JSON behind more than that is not looked for. */
const longestText = 100_000;
/** Beginnings of what might be JSON that are tried. */
const mostTries = 50;

/** Where the bracket at `start` is closed, strings respected; -1 where it is not. */
const closeOf = (text: string, start: number): number => {
  let [depth, quoted] = [0, false];
  for (let at = start; at < text.length; at++) {
    const c = text[at];
    if (quoted) {
      if (c === "\\") at++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === "{" || c === "[") depth++;
    else if ((c === "}" || c === "]") && --depth === 0) return at;
  }
  return -1;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The JSON objects in a text that name a tool, in order: alone, in a list, in a fence, or among words. */
const objectsIn = (whole: string): readonly Readonly<Record<string, unknown>>[] => {
  const text = whole.slice(0, longestText);
  const found: Readonly<Record<string, unknown>>[] = [];
  let at = 0;
  for (let tries = 0; tries < mostTries; tries++) {
    const start = text.slice(at).search(/[{[]/);
    if (start < 0) break;
    const end = closeOf(text, at + start);
    const value = end < 0 ? undefined : parsed(text.slice(at + start, end + 1));
    const each = Array.isArray(value) ? value : [value];
    const named = each.filter(isRecord).filter((one) => "tool" in one);
    found.push(...named);
    at = named.length > 0 ? end + 1 : at + start + 1;
  }
  return found;
};

/** All that a reply wants done, in order; none when it says nothing that can be carried out. */
export const actionsIn = ({ text, calls }: TalkReply): readonly Action[] => {
  if (calls.length > 0)
    return calls.map(({ id, name, argumentText }) => {
      const given = parsed(argumentText);
      const wanted =
        given === undefined
          ? unreadable(`${name}: its arguments are no JSON`)
          : wantedOf(name, given);
      return { callId: id, wanted };
    });
  return objectsIn(text).map((each) => ({ callId: undefined, wanted: wantedOf(each.tool, each) }));
};
