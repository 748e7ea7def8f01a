import type { Query } from "../../core/index.js";
import type { Ledger } from "../ledger.js";
import type { AskStep, Conclusion } from "../steps.js";
import { askAll, lengthOfPair } from "./evidence.js";
import type { Plan, PlanTemplate } from "./template.js";
import { chance, listed, nameIn, spread, the } from "./words.js";

const shapes: readonly RegExp[] = [
  /^(?:how (?:much|far)|which way(?:,? and how (?:much|far))?|where) (?:must|should|does|has|would) (?<mover>.+?) (?:have to |need to |to )?(?:move|go|travel)(?: to (?:reach|get to|touch)| to)? (?<to>.+)$/i,
  /^how (?:does|can) (?<mover>.+?) (?:reach|get to) (?<to>.+)$/i,
];

/** What the mover must do, where the relation "mover … target" holds and where it doesn't. */
const ways = [
  { relation: "left_of", holds: "right", otherwise: "left" },
  { relation: "above", holds: "down", otherwise: "up" },
  { relation: "in_front_of", holds: "away from the camera", otherwise: "towards the camera" },
] as const;

type Axis = "across" | "vertical" | "depth";
const axes: readonly Axis[] = ["across", "vertical", "depth"];

/** How far along each of the camera's axes, where the backend places both things: metres, and 1 σ. */
const along = (ledger: Ledger, step: AskStep, axis: Axis): string | undefined => {
  const { subject, object } = ledger.answerOf(step) ?? {};
  if (!subject?.point || !object?.point || axis === "vertical") return undefined;
  const at = axis === "across" ? 0 : 2;
  const value = Math.abs(object.point[at] - subject.point[at]);
  const variance =
    subject.variance && object.variance && subject.variance[at] + object.variance[at];
  return spread({ value, stddev: variance === undefined ? undefined : Math.sqrt(variance) });
};

/** "14 ± 3 cm right (probability 0.93)"; undefined where it was not answered. */
const wayOf = (
  { holds, otherwise }: (typeof ways)[number],
  { probability }: AskStep,
  far: string | undefined,
): string | undefined => {
  if (probability === undefined) return undefined;
  const [way, sure] = probability >= 0.5 ? [holds, probability] : [otherwise, 1 - probability];
  return `${far === undefined ? "" : `${far} `}${way} (probability ${chance(sure)})`;
};

const verticalOf = (step: AskStep | undefined): string | undefined =>
  step?.metres === undefined ? undefined : spread({ value: step.metres, stddev: step.stddev });

const reach =
  (mover: string, target: string): Plan =>
  async (ledger): Promise<Conclusion> => {
    const pair = { subject: mover, object: target };
    const queries: readonly Query[] = [
      { relation: "distance", ...pair },
      ...ways.map(({ relation }) => ({ relation, ...pair })),
      { relation: "vertical_distance", ...pair },
    ];
    const steps = await askAll(ledger, queries);
    const length = await lengthOfPair(ledger, "distance", mover, target);
    const [distance, ...rest] = steps;
    const vertical = verticalOf(rest[ways.length]);
    const told = ways.flatMap((way, at) => {
      const step = rest[at];
      const axis = axes[at];
      if (!distance || !step || !axis) return [];
      return wayOf(way, step, axis === "vertical" ? vertical : along(ledger, distance, axis)) ?? [];
    });
    const missing = steps.filter(({ unanswered }) => unanswered !== undefined);
    const unknown =
      missing.length > 0
        ? `; not known: ${listed(missing.map(({ question, unanswered: why }) => `"${question}" (${why ?? ""})`))}`
        : "";
    return {
      text: `${spread(length)} in all, from ${the(mover)} to ${the(target)}${told.length > 0 ? `: ${listed(told)}` : ""}; left, right and away are the camera's${unknown}`,
      from: steps.filter(({ unanswered }) => unanswered === undefined).map(({ id }) => id),
      metres: length.value,
      ...(length.stddev !== undefined && { stddev: length.stddev }),
    };
  };

export const reaches: PlanTemplate = {
  example: "How much must the gripper move to reach the mug?",
  read: (question) => {
    const groups = shapes.map((shape) => shape.exec(question)?.groups).find(Boolean);
    const [mover, to] = [nameIn(groups?.mover ?? ""), nameIn(groups?.to ?? "")];
    return mover === undefined || to === undefined || mover === to ? undefined : reach(mover, to);
  },
};
