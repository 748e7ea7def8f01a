import type { ResponseFormatJSONSchema } from "openai/resources/shared";
import { z } from "zod";
import { isLengthRelation, type LengthUnit } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";
import { placesFormat, placesKey, placesText } from "./places.js";

/** What a question's value in the JSON object is. */
type ValueType = "number" | "boolean" | "string";

const keyOf = (at: number): string => `q${at + 1}`;

const valueType = ({ query }: Question): ValueType => {
  if (query === undefined) return "string";
  return isLengthRelation(query.relation) ? "number" : "boolean";
};

/** Metres, unless the question's own words name another. */
export const unitOf = ({ unit }: Question): LengthUnit => unit ?? "m";

const answerIn: Readonly<Record<ValueType, (question: Question) => string>> = {
  number: (question) => ` (in ${unitOf(question)}, three decimals)`,
  boolean: () => " (true or false)",
  string: () => "",
};

/** The questions as a list, each with its key. @param things whose places are wanted, too */
export const packedText = (
  questions: readonly Question[],
  things: readonly string[] = [],
): string =>
  [
    ...questions.map(
      (question, at) => `${keyOf(at)}: ${question.text}${answerIn[valueType(question)](question)}`,
    ),
    ...(things.length > 0 ? [placesText(things)] : []),
  ].join("\n");

/** A JSON schema with a key for each question, and one for the places of things. */
export const packedFormat = (
  questions: readonly Question[],
  things: readonly string[] = [],
): ResponseFormatJSONSchema => ({
  type: "json_schema",
  json_schema: {
    name: "answers",
    strict: true,
    schema: {
      type: "object",
      properties: {
        ...Object.fromEntries(
          questions.map((question, at) => [keyOf(at), { type: [valueType(question), "null"] }]),
        ),
        ...(things.length > 0 && { [placesKey]: placesFormat(things) }),
      },
      required: [...questions.map((_, at) => keyOf(at)), ...(things.length > 0 ? [placesKey] : [])],
      additionalProperties: false,
    },
  },
});

const value = z.union([z.number(), z.boolean(), z.string(), z.null()]);
const answers = z.looseObject({ [placesKey]: z.unknown().optional() }).catchall(value);

const fence = /^\s*```(?:json)?|```\s*$/gi;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(fence, ""));
  } catch {
    return undefined; // told apart by the schema below, as any other unfit text
  }
};

/** A value with where it stands in the reply's text. */
export interface PackedValue {
  readonly value: number | boolean | string | null;
  readonly start: number;
  readonly end: number;
}

const literalAt = (text: string, key: string): readonly [start: number, end: number] => {
  const found = new RegExp(`"${key}"\\s*:\\s*(-?\\d+(?:\\.\\d+)?|true|false)(?=[\\s,}])`, "d").exec(
    text,
  );
  return found?.indices?.[1] ?? [0, 0];
};

/** What a reply has. */
export interface Unpacked {
  /** In the questions' order, undefined where one is missing. */
  readonly values: readonly (PackedValue | undefined)[];
  /** Of things, however they are told. */
  readonly places: unknown;
}

/** Undefined when it is no such JSON. */
export const unpacked = (text: string, count: number): Unpacked | undefined => {
  const { data } = answers.safeParse(parsed(text));
  if (data === undefined) return undefined;
  const { [placesKey]: places, ...told } = data;
  const given = new Map(Object.entries(told));
  const values = Array.from({ length: count }, (_, at) => {
    const key = keyOf(at);
    const found = given.get(key);
    const [start, end] = literalAt(text, key);
    return found === undefined ? undefined : { value: found, start, end };
  });
  return { values, places };
};
