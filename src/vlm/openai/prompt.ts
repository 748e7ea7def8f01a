import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import type { Frame } from "../../core/index.js";
import { placesAnswer } from "./places.js";

/**
 * What never changes comes first, so that a server's prefix cache serves it. Metres with decimals: lengths below 10 m
 * then have their digits in the same places, and the digits' probabilities can be taken one by one.
 */
const instructions = `You measure things in camera images.
The distance between two things is between their centres; the centre of a gripper is the point between its finger tips. The gap between two things is between their nearest surfaces, and 0 when they touch. Left, right, in front of and behind are as the camera sees them. Names may be given to things by their colour or kind.
If you are not sure, give your best estimate. If something you are asked about can't be seen, answer: not visible.`;

const oneAnswer = `Answer with the value alone, no sentence and no reason:
- a length as metres with three decimals, such as "0.125 m" (another unit only if the question names it);
- whether something holds as "yes" or "no".`;

const manyAnswers =
  "Answer all questions with one JSON object that has a key for each: a length as a number in the unit named with it, whether something holds as true or false, null for what can't be seen.";

/** Of a lens that is known; a guess would be worse than none. */
const lens = ({ width, intrinsics, intrinsicsSource }: Frame): string => {
  if (intrinsics === undefined || intrinsicsSource === "assumed") return "";
  const degrees = (2 * Math.atan(width / (2 * intrinsics.fx)) * 180) / Math.PI;
  return `\nThe camera's horizontal field of view is ${degrees.toFixed(0)} degrees.`;
};

const forms = {
  "one answer": oneAnswer,
  "many answers": manyAnswers,
  "answers and places": `${manyAnswers}\n${placesAnswer}`,
} as const;

/** Static text, then the image, then what is asked: questions of a frame share all but the last. */
export const messagesFor = (
  frame: Frame,
  image: string,
  asked: string,
  form: "one answer" | "many answers" | "answers and places",
): ChatCompletionMessageParam[] => [
  {
    role: "system",
    content: `${instructions}\n${forms[form]}${lens(frame)}`,
  },
  {
    role: "user",
    content: [
      { type: "image_url", image_url: { url: image } },
      { type: "text", text: asked },
    ],
  },
];

/** Answers depend on every word above. */
export const promptText = [instructions, oneAnswer, manyAnswers].join("\n");
