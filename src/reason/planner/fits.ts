import type { LengthRelation } from "../../core/index.js";
import type { Conclusion } from "../steps.js";
import { calculated, lengthOfPair, withChance } from "./evidence.js";
import type { Plan, PlanTemplate } from "./template.js";
import { chance, nameIn, namesOf, spread, the } from "./words.js";

const between: readonly RegExp[] = [
  /^(?:does|would|could|will|can) (?<what>.+) fit (?:in )?between (?<list>.+)$/i,
  /^is there (?:enough )?(?:room|space) for (?<what>.+) between (?<list>.+)$/i,
  /^is there (?:enough )?(?:room|space) between (?<list>.+) for (?<what>.+)$/i,
];
const into: readonly RegExp[] = [
  /^(?:does|would|could|will|can) (?<what>.+) fit (?:into|in|inside|inside of) (?<into>.+)$/i,
  /^is there (?:enough )?(?:room|space) for (?<what>.+) (?:in|inside|inside of) (?<into>.+)$/i,
  /^is (?<into>.+) (?:wide|big|large) enough for (?<what>.+)$/i,
];

interface Room {
  readonly relation: LengthRelation;
  readonly things: readonly [string, string?];
  /** "the gap between the mug and the bowl" */
  readonly told: string;
  /** What the comparison leaves out. */
  readonly beside: string;
}

const fits =
  (what: string, { relation, things: [a, b = ""], told, beside }: Room): Plan =>
  async (ledger): Promise<Conclusion> => {
    const width = await lengthOfPair(ledger, "width", what);
    const room = await lengthOfPair(ledger, relation, a, b);
    const step = calculated(ledger, `${width.id} < ${room.id}`);
    const sure = withChance(step, "that it fits", chance);
    return {
      text: `${step.holds ? "yes" : "no"}: ${the(what)} is ${spread(width)} wide, ${told} ${spread(room)}${sure}; ${beside}`,
      from: [width.id, room.id, step.id],
      holds: step.holds ?? false,
      ...(step.probability !== undefined && { probability: step.probability }),
    };
  };

const gapOf = ([a = "", b = ""]: readonly string[]): Room => ({
  relation: "gap",
  things: [a, b],
  told: `the gap between ${the(a)} and ${the(b)}`,
  beside: "widths are as the camera sees them: turned, it may fit otherwise",
});

const widthOf = (thing: string): Room => ({
  relation: "width",
  things: [thing],
  told: the(thing),
  beside:
    "widths are outer ones as the camera sees them, walls included: turned, it may fit otherwise",
});

const groupsOf = (question: string, shapes: readonly RegExp[]) =>
  shapes.map((shape) => shape.exec(question)?.groups).find(Boolean);

export const fit: PlanTemplate = {
  example: "Does the mug fit between the bowl and the plate? (into the bowl; is there room for …)",
  read: (question) => {
    const gap = groupsOf(question, between);
    const groups = gap ?? groupsOf(question, into);
    const what = nameIn(groups?.what ?? "");
    if (!groups || what === undefined) return undefined;
    if (gap) {
      const pair = namesOf(gap.list ?? "", 2);
      return pair && !pair.includes(what) ? fits(what, gapOf(pair)) : undefined;
    }
    const thing = nameIn(groups.into ?? "");
    return thing === undefined || thing === what ? undefined : fits(what, widthOf(thing));
  },
};
