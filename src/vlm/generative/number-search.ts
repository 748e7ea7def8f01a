import type { LengthUnit } from "../../core/index.js";
import { remember } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";
import type { Continuation } from "./decoding.js";
import type { NextToken } from "./next-token.js";
import type { Said } from "./number-moments.js";
import {
  extended,
  isPartOfUnit,
  readNumberText,
  unitNamed,
  unitsBeginning,
} from "./number-text.js";
import type { Tokens } from "./tokens.js";

/** Tokens that a number with its unit can be made of: digits, points, spaces and parts of units' names. */
export interface NumberPieces {
  readonly ids: readonly number[];
  /** Those that may follow a text, and what each makes of it. */
  after(text: string): readonly (readonly [id: number, text: string])[];
}

/** Beginnings of numbers are few, and the same for all questions. */
const rememberedTexts = 4096;

/** A few hundred of a vocabulary. */
export const numberPieces = ({ pieces }: Tokens): NumberPieces => {
  const all = [...pieces].filter(([, piece]) => {
    const letters = /^ ?[\d.]* ?([a-zA-Z]*)$/.exec(piece)?.[1];
    return letters !== undefined && isPartOfUnit(letters.toLowerCase());
  });
  const after = (text: string) =>
    all.flatMap(([id, piece]) => {
      const next = extended(text, piece);
      return next === undefined ? [] : [[id, next] as const];
    });
  return { ids: all.map(([id]) => id), after: remember(after, rememberedTexts) };
};

/** A beginning of a number, with its unit or not yet. */
export interface Hypothesis extends Said {
  /** Probability that the model gave to what was allowed, so far. */
  readonly allowed: number;
}

interface Extension extends Hypothesis {
  readonly from: number;
  readonly token: number;
}

/** Whether nothing more need be said: the unit is told, or the question told it. */
const isWhole = (text: string): boolean => {
  const letters = readNumberText(text)?.letters ?? "";
  return letters !== "" && unitsBeginning(letters).length === 1;
};

/** Whether an answer may end here, though more letters could follow ("m", or "mm"). */
const mayEnd = (text: string, unit: LengthUnit | undefined): boolean => {
  const number = readNumberText(text);
  if (!number || number.fraction === "") return false;
  return number.letters === "" ? unit !== undefined : unitNamed(number.letters) !== undefined;
};

/** What each text that a token makes of the one before is worth, and the likeliest token that makes it. */
type Made = ReadonlyMap<string, { readonly token: number; readonly mass: number }>;

const textsAfter = (text: string, next: NextToken, pieces: NumberPieces): Made => {
  const made = new Map<string, { token: number; best: number; mass: number }>();
  for (const [token, longer] of pieces.after(text)) {
    const p = Math.exp(next.logProbability(token));
    const { token: other = token, best = p, mass = 0 } = made.get(longer) ?? {};
    made.set(longer, { token: p > best ? token : other, best: Math.max(p, best), mass: mass + p });
  }
  return made;
};

const massOf = (made: Made): number => [...made.values()].reduce((sum, { mass }) => sum + mass, 0);

/** How a beginning goes on, or ends: probabilities among what is allowed. */
const goOn = (hypothesis: Hypothesis, from: number, made: Made, unit: LengthUnit | undefined) => {
  const inside = massOf(made);
  const end = mayEnd(hypothesis.text, unit) ? Math.max(0, 1 - inside) : 0;
  const share = inside + end > 0 ? hypothesis.probability / (inside + end) : 0;
  const allowed = hypothesis.allowed * (inside + end);
  const extensions = [...made].map(
    ([text, { token, mass }]): Extension => ({
      text,
      token,
      from,
      probability: share * mass,
      allowed,
    }),
  );
  const ending = end > 0 ? [{ ...hypothesis, probability: share * end }] : [];
  return { extensions, ending };
};

/** A search among numbers: the most probable beginnings are followed, the others noted with what they are worth. */
export const createSearch = ({ unit }: Question, pieces: NumberPieces, width: number) => {
  const [ended, dropped]: [Hypothesis[], Hypothesis[]] = [[], []];
  let running: readonly Hypothesis[] = [{ text: "", probability: 1, allowed: 1 }];

  const extend = (next: readonly NextToken[]): readonly Extension[] =>
    running.flatMap((hypothesis, from) => {
      const told = next[from];
      const made = told ? textsAfter(hypothesis.text, told, pieces) : new Map();
      const { extensions, ending } = goOn(hypothesis, from, made, unit);
      ended.push(...ending);
      return extensions;
    });

  return {
    /** Probability that the first token begins a number. */
    openingMass: (next: NextToken): number => massOf(textsAfter("", next, pieces)),
    step: (told: readonly NextToken[]): readonly Continuation[] => {
      const all = extend(told);
      for (const extension of all) if (isWhole(extension.text)) ended.push(extension);
      const open = all
        .filter(({ text }) => !isWhole(text))
        .sort((a, b) => b.probability - a.probability);
      const best = Math.max(0, ...ended.map(({ probability }) => probability));
      const next = open.slice(0, width).filter(({ probability }) => probability > best / 2);
      dropped.push(...open.filter((extension) => !next.includes(extension)));
      running = next;
      return next.map(({ from, token }) => ({ from, token }));
    },
    /** What was running when the time was up counts as not followed. */
    outcome: () => ({ ended, all: [...ended, ...dropped, ...running] }),
  };
};
