import { SpatialRewardError } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";
import type { Answer, Located } from "../backend.js";
import { failedAnswer } from "../failed-answer.js";
import { answerFrom } from "./ask-each.js";
import type { Chat } from "./chat.js";
import { type PackedValue, packedFormat, packedText, unitOf, unpacked } from "./packed-form.js";
import { locatedIn, thingsIn } from "./places.js";
import { messagesFor } from "./prompt.js";
import type { Said } from "./read-said.js";
import { repliesTo } from "./replies.js";
import type { Reply, SaidToken } from "./reply.js";
import type { Shown } from "./shown.js";
import { placed } from "./token-span.js";

/** The tokens of one value; what could have ended it is read as its unit, which the JSON leaves out. */
const tokensOf = (
  reply: Reply,
  { start, end }: PackedValue,
  unit: string,
): readonly SaidToken[] => {
  const places = (reply.tokens && placed(reply.text, reply.tokens)) ?? [];
  const own = places.filter((token) => token.start < end && token.end > start);
  const ends = (token: string): boolean => /^[\s,}]/.test(token) && !/[\w.]/.test(token);
  return [
    ...own.map(({ token, probability, others }) => ({
      token,
      probability,
      others: others.map((one) => (ends(one.token) ? { ...one, token: unit } : one)),
    })),
    { token: unit, probability: 1, others: [] },
  ];
};

/** One question's value as it would have been said to the question alone. */
const saidOf = (reply: Reply, found: PackedValue, question: Question): Said => {
  const { value, start, end } = found;
  if (value === null) return { text: "not visible" };
  if (typeof value === "string") return { text: value };
  const unit = typeof value === "number" ? ` ${unitOf(question)}` : "";
  const text = `${value}${unit}`;
  const literal = reply.text.slice(start, end);
  // Not so when it is written with an exponent, or its key comes twice.
  if (literal === "" || JSON.parse(literal) !== value) return { text };
  const said = { text: `${literal}${unit}` };
  return reply.tokens === undefined ? said : { ...said, tokens: tokensOf(reply, found, unit) };
};

/** Of a question's own things. */
const placesOf = (
  { query }: Question,
  located: ReadonlyMap<string, Located> | undefined,
): Pick<Answer, "subject" | "object"> => {
  const subject = query && located?.get(query.subject);
  const object = query && located?.get(query.object);
  return { ...(subject && { subject }), ...(object && { object }) };
};

/**
 * All questions in one request. A value that is missing is that question's failure alone.
 * @throws SpatialRewardError server.failed when no reply is the JSON that was asked for
 */
export const askPacked = async (
  chat: Chat,
  { frame, image, samples, onPlaceLeftOut }: Shown,
  questions: readonly Question[],
  signal?: AbortSignal,
): Promise<readonly Answer[]> => {
  const things = onPlaceLeftOut ? thingsIn(questions) : [];
  const form = things.length > 0 ? "answers and places" : "many answers";
  const messages = messagesFor(frame, image, packedText(questions, things), form);
  const request = { messages, response_format: packedFormat(questions, things) };
  const replies = await repliesTo(chat, request, samples, signal);
  if (replies.every(({ refused }) => refused))
    return questions.map((question) => answerFrom(replies, question));
  const read = replies.flatMap((reply) => {
    const found = unpacked(reply.text, questions.length);
    return found ? [{ reply, ...found }] : [];
  });
  if (read.length === 0)
    throw new SpatialRewardError("server.failed", "the reply is not the JSON that was asked for");
  const told = read.map(({ places }) => places);
  const located = onPlaceLeftOut && locatedIn(told, things, frame, onPlaceLeftOut);
  return questions.map((question, at) => {
    const said = read.flatMap(({ reply, values }) => {
      const found = values[at];
      return found ? [{ ...saidOf(reply, found, question), refused: false }] : [];
    });
    return said.length > 0
      ? { ...answerFrom(said, question), ...placesOf(question, located) }
      : failedAnswer({
          code: "server.failed",
          message: "the reply has no value for this question",
        });
  });
};
