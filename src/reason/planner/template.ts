import type { Ledger } from "../ledger.js";
import type { Conclusion } from "../steps.js";

export interface PlanOptions {
  /** Share by which lengths may differ that count as equal, where the question states none. */
  readonly tolerance: number;
}

/** What a question that was understood will do. @throws SpatialRewardError reason.unanswered, reason.budget */
export type Plan = (ledger: Ledger, options: PlanOptions) => Promise<Conclusion>;

/** One kind of question that the built-in planner takes apart. */
export interface PlanTemplate {
  /** A question of this kind, as messages show it. */
  readonly example: string;
  /** The plan for a question of this kind (plain: no mark at its end); undefined for any other. */
  readonly read: (question: string) => Plan | undefined;
}
