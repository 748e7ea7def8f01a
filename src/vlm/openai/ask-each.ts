import type { Question } from "../../vqa/index.js";
import type { Answer } from "../backend.js";
import type { Chat } from "./chat.js";
import { mergeSamples, type Sample } from "./merge-samples.js";
import { messagesFor } from "./prompt.js";
import { readSaid, type Said } from "./read-said.js";
import { repliesTo } from "./replies.js";
import type { Reply } from "./reply.js";
import type { Shown } from "./shown.js";

const refusal: Sample["reading"] = { kind: "unreadable", reason: "refusal" };

const sampleOf = (
  { refused, ...said }: Said & Pick<Reply, "refused">,
  question: Question,
): Sample =>
  refused ? { ...said, reading: refusal, confidence: 0 } : { ...said, ...readSaid(said, question) };

/** One answer from what was said to a question, however often it was put. */
export const answerFrom = (
  replies: readonly (Said & Pick<Reply, "refused">)[],
  question: Question,
): Answer => {
  const samples = replies.map((reply) => sampleOf(reply, question));
  const [first] = samples;
  const text = first?.text.trim() ?? "";
  return samples.length === 1 && first
    ? { text, reading: first.reading, confidence: first.confidence }
    : { text, ...mergeSamples(samples) };
};

/** A request for one question. */
export const askEach = async (
  chat: Chat,
  { frame, image, samples }: Shown,
  question: Question,
  signal?: AbortSignal,
): Promise<Answer> => {
  const messages = messagesFor(frame, image, question.text, "one answer");
  return answerFrom(await repliesTo(chat, { messages }, samples, signal), question);
};
