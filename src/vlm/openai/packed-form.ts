import type { ResponseFormatJSONSchema } from "openai/resources/shared";
import { z } from "zod";
import { isLengthRelation, type LengthUnit } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";

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

/** The questions as a list, each with its key. */
export const packedText = (questions: readonly Question[]): string =>
  questions
    .map(
      (question, at) => `${keyOf(at)}: ${question.text}${answerIn[valueType(question)](question)}`,
    )
    .join("\n");

/** A JSON schema with a key for each question. */
export const packedFormat = (questions: readonly Question[]): ResponseFormatJSONSchema => ({
  type: "json_schema",
  json_schema: {
    name: "answers",
    strict: true,
    schema: {
      type: "object",
      properties: Object.fromEntries(
        questions.map((question, at) => [keyOf(at), { type: [valueType(question), "null"] }]),
      ),
      required: questions.map((_, at) => keyOf(at)),
      additionalProperties: false,
    },
  },
});

const answers = z.record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.null()]));

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

/** The values in a reply, in the questions' order, undefined where one is missing; undefined when it is no such JSON. */
export const unpacked = (
  text: string,
  count: number,
): readonly (PackedValue | undefined)[] | undefined => {
  const { data } = answers.safeParse(parsed(text));
  if (data === undefined) return undefined;
  return Array.from({ length: count }, (_, at) => {
    const key = keyOf(at);
    const value = data[key];
    const [start, end] = literalAt(text, key);
    return value === undefined ? undefined : { value, start, end };
  });
};
