import type { LengthUnit } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";
import { type Continuation, logSumExp } from "./decoding.js";
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
export type NumberPieces = readonly (readonly [id: number, piece: string])[];

/** A few hundred of a vocabulary. */
export const numberPieces = ({ pieces }: Tokens): NumberPieces =>
  [...pieces].filter(([, piece]) => {
    const letters = /^ ?[\d.]* ?([a-zA-Z]*)$/.exec(piece)?.[1];
    return letters !== undefined && isPartOfUnit(letters.toLowerCase());
  });

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

/** A search among numbers: the most probable beginnings are followed, the others noted with what they are worth. */
export const createSearch = (question: Question, pieces: NumberPieces, width: number) => {
  const [ended, dropped]: [Hypothesis[], Hypothesis[]] = [[], []];
  let running: readonly Hypothesis[] = [{ text: "", probability: 1, allowed: 1 }];

  const extensionsOf = (hypothesis: Hypothesis, from: number, logits: Float32Array) => {
    const total = logSumExp(logits);
    const byText = new Map<string, { token: number; best: number; mass: number }>();
    for (const [token, piece] of pieces) {
      const text = extended(hypothesis.text, piece);
      if (text === undefined) continue;
      const p = Math.exp((logits[token] ?? Number.NEGATIVE_INFINITY) - total);
      const known = byText.get(text);
      if (!known) byText.set(text, { token, best: p, mass: p });
      else {
        if (p > known.best) [known.token, known.best] = [token, p];
        known.mass += p;
      }
    }
    const inside = [...byText.values()].reduce((sum, { mass }) => sum + mass, 0);
    const end = mayEnd(hypothesis.text, question.unit) ? Math.max(0, 1 - inside) : 0;
    return { from, hypothesis, byText, inside, end };
  };

  const follow = ({ from, hypothesis, byText, inside, end }: ReturnType<typeof extensionsOf>) => {
    const allowed = inside + end;
    if (!(allowed > 0)) return [];
    const share = hypothesis.probability / allowed;
    if (end > 0) ended.push({ ...hypothesis, probability: share * end });
    return [...byText].map(
      ([text, { token, mass }]): Extension => ({
        text,
        token,
        from,
        probability: share * mass,
        allowed: hypothesis.allowed * allowed,
      }),
    );
  };

  return {
    /** Probability that the first token begins a number. */
    openingMass: (logits: Float32Array): number =>
      extensionsOf({ text: "", probability: 1, allowed: 1 }, 0, logits).inside,
    step: (logits: readonly Float32Array[]): readonly Continuation[] => {
      const all = running.flatMap((hypothesis, from) => {
        const row = logits[from];
        return row ? follow(extensionsOf(hypothesis, from, row)) : [];
      });
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
