import { SpatialRewardError } from "../../core/index.js";
import { parseQuestion } from "../../vqa/index.js";
import type { Conclusion } from "../steps.js";
import { unansweredError } from "./evidence.js";
import type { Plan, PlanTemplate } from "./template.js";
import { chance, spread } from "./words.js";

const plan =
  (text: string): Plan =>
  async (ledger): Promise<Conclusion> => {
    const [step] = await ledger.ask([text]);
    if (step?.metres !== undefined) {
      const { id, metres, stddev } = step;
      const told = spread({ value: metres, stddev });
      return { text: told, from: [id], metres, ...(stddev !== undefined && { stddev }) };
    }
    if (!step) throw new SpatialRewardError("reason.unanswered", "can't conclude: no answer");
    if (step.probability === undefined) throw unansweredError(step);
    const { id, probability } = step;
    const holds = probability >= 0.5;
    return {
      text: `${holds ? "yes" : "no"}; the probability that it holds is ${chance(probability)}`,
      from: [id],
      ...{ holds, probability },
    };
  };

/** What the backend is asked as it is. */
export const simple: PlanTemplate = {
  example:
    "How far apart are the mug and the bowl? (every question of the verb ask that names things and a relation)",
  read: (question) => {
    const { query, text } = parseQuestion(question);
    return query && plan(`${text}?`);
  },
};
