import { SpatialRewardError } from "../../core/index.js";
import { comparisons, differenceTemplate, pathTemplate } from "./compare.js";
import { fit } from "./fits.js";
import { orders } from "./order.js";
import { reaches } from "./reach.js";
import { simple } from "./simple.js";
import type { Plan, PlanTemplate } from "./template.js";
import { triangles } from "./triangle.js";
import { nearests, superlatives } from "./which.js";
import { withins } from "./within.js";
import { plain } from "./words.js";

export type { Plan, PlanOptions } from "./template.js";

/** Longer ones are not searched. */
const longestQuestion = 1000;

/** What the built-in planner takes apart; the first that reads a question plans it. */
export const planTemplates: readonly PlanTemplate[] = [
  triangles,
  nearests,
  superlatives,
  fit,
  orders,
  reaches,
  withins,
  comparisons,
  differenceTemplate,
  pathTemplate,
  simple,
];

const notUnderstood = (question: string): SpatialRewardError => {
  const examples = planTemplates.map(({ example }) => `- ${example}`);
  const lines = [
    `the built-in planner can't take apart "${question.slice(0, longestQuestion)}"; it understands questions such as`,
    ...examples,
    "--llm MODEL@URL lets a language model split other questions",
  ];
  return new SpatialRewardError("reason.question", lines.join("\n"));
};

/**
 * How a question is taken apart without a language model.
 * @throws SpatialRewardError reason.question, which lists what is understood
 */
export const planFor = (question: string): Plan => {
  const text = plain(question);
  if (text.length <= longestQuestion)
    for (const { read } of planTemplates) {
      const plan = read(text);
      if (plan) return plan;
    }
  throw notUnderstood(question);
};
