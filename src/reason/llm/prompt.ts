import { fromRelations } from "../../core/index.js";
import { expressionFunctions } from "../../reward/index.js";
import type { ToolOffer } from "../../vlm/index.js";
import { questionFor } from "../../vqa/index.js";

/** Questions that any backend understands, by the wording we ask ourselves. */
const wordings = fromRelations((all): readonly string[] =>
  [...all.keys()].map((relation) => questionFor({ relation, subject: "mug", object: "bowl" }).text),
);

/** Of expressions, what doesn't ask for a fact by itself. */
const functions = (): readonly string[] =>
  expressionFunctions()
    .map(({ signature }) => signature)
    .filter((signature) => /^(?:tolerance|min|max|abs|exp|clamp)\(/.test(signature));

/** Of one reply. */
export const mostActions = 16;

const strings = { type: "array", items: { type: "string" } };

export const tools: readonly ToolOffer[] = [
  {
    name: "ask",
    description:
      "Asks a measuring model simple spatial questions about the picture. Answers get ids q1, q2, …: lengths in metres with a standard deviation, or the probability that something holds.",
    parameters: {
      type: "object",
      properties: { questions: strings },
      required: ["questions"],
    },
  },
  {
    name: "calculate",
    description:
      "Calculates with answers by their ids, units and deviations included. The result gets an id c1, c2, …: a number, or whether a condition holds and with which probability.",
    parameters: {
      type: "object",
      properties: { expression: { type: "string" } },
      required: ["expression"],
    },
  },
  {
    name: "conclude",
    description: "Ends with the answer to the user's question and the ids that it rests on.",
    parameters: {
      type: "object",
      properties: { answer: { type: "string" }, from: strings },
      required: ["answer", "from"],
    },
  },
];

/** What a language model is told: it sees no picture, and says no number that was not measured. */
export const instructions =
  (): string => `You answer a question about a picture that you can't see. Split it into simple spatial questions, ask them, calculate with the answers, and conclude. Use three tools: ask, calculate, conclude.

ask understands questions of these forms, about things by their names:
${wordings()
  .map((text) => `- ${text}`)
  .join("\n")}

calculate takes one expression over ids such as q1 and c1, numbers with units (10 cm), + - * / ^, comparisons, and, or, not, and ${functions().join(", ")}. Example: abs(q1 - q2) <= 0.1 * max(q1, q2). For a yes-or-no question calculate the condition that was asked about.

Never calculate by yourself, and never state a number that no tool has returned. Ask everything you need at once. If an answer is missing, conclude that it can't be told. An answer to a yes-or-no question begins with yes or no.

If you can't call tools, reply with nothing but one JSON object at a time (or a list of them):
{"tool": "ask", "questions": ["…", "…"]}
{"tool": "calculate", "expression": "…"}
{"tool": "conclude", "answer": "…", "from": ["c1", "q2"]}`;

export const reminder =
  'that can\'t be carried out: call a tool, or reply with one JSON object such as {"tool": "ask", "questions": ["How far is the mug from the bowl?"]}';
