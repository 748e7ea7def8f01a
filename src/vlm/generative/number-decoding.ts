import type { LengthUnit } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";
import type { Continuation, Decoded, Decoding } from "./decoding.js";
import { logSumExp } from "./decoding.js";
import { lengthMoments, type Said, unitOf } from "./number-moments.js";
import { extended, readNumberText, unitNamed, unitsBeginning } from "./number-text.js";
import type { Tokens } from "./tokens.js";

export interface NumberOptions {
  /** Tokens that a number with its unit can be made of: see `numberPieces`. */
  readonly pieces: readonly (readonly [id: number, piece: string])[];
  /** Beginnings of a number that are followed at once; the rest is estimated. */
  readonly width: number;
  readonly maxTokens: number;
  /** Least probability of beginning with a number; below it the model is left to say what it wants. */
  readonly leastMass: number;
  readonly otherwise: (question: Question) => Decoding;
}

/** Tokens of digits, points, spaces and beginnings of units: a few hundred of a vocabulary. */
export const numberPieces = ({ pieces }: Tokens): NumberOptions["pieces"] =>
  [...pieces].filter(([, piece]) => /^ ?[\d.]*( ?[a-zA-Z]*)$/.test(piece) && canBePart(piece));

const canBePart = (piece: string): boolean => {
  const letters = piece.replace(/^[ \d.]*/, "").toLowerCase();
  return letters === "" || unitsBeginning(letters).length > 0 || unitTails.has(letters);
};

/** Ends of units' names, for vocabularies that cut them up. */
const unitTails: ReadonlySet<string> = new Set(
  ["meter", "meters", "metres", "inches", "feet", "foot", "yards", "millimeters", "centimeters"]
    .concat([
      "millimetres",
      "centimetres",
      "kilometers",
      "kilometres",
      "mm",
      "cm",
      "km",
      "ft",
      "yd",
    ])
    .flatMap((name) => [...name].map((_, at) => name.slice(at)))
    .flatMap((tail) => [...tail].map((_, at) => tail.slice(0, at + 1))),
);

interface Hypothesis extends Said {
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

const createSearch = (question: Question, { pieces, width }: NumberOptions) => {
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

/** A length from a number with its unit, and from all those that could have been said instead. */
const readSearch = (
  { ended, all }: ReturnType<ReturnType<typeof createSearch>["outcome"]>,
  question: Question,
  leastMass: number,
): Decoded => {
  const [whole] = [...ended].sort((a, b) => b.probability - a.probability);
  // A unit that the model had to be forced to say is none.
  if (!whole || whole.allowed < leastMass) {
    const [longest] = [...all].sort((a, b) => b.text.length - a.text.length);
    const text = longest?.text ?? "";
    const reason = readNumberText(text) ? "no-unit" : "no-number";
    return { text, reading: { kind: "unreadable", reason }, confidence: 0 };
  }
  const letters = readNumberText(whole.text)?.letters ?? "";
  const unit = unitOf(letters, question.unit ?? "m");
  const { mean, variance } = lengthMoments(all, whole, unit);
  return {
    text: letters === "" ? `${whole.text} ${unit}` : whole.text,
    reading: { kind: "length", metres: mean, stddev: Math.sqrt(variance) },
    confidence: Math.min(1, whole.allowed),
  };
};

/** A number and its unit, and the mean and variance over all that the model could have said. */
export const createNumber = (question: Question, options: NumberOptions): Decoding => {
  const search = createSearch(question, options);
  let [steps, instead]: [number, Decoding | undefined] = [0, undefined];
  return {
    oneStep: false,
    advance: (logits) => {
      const [first] = logits;
      if (steps === 0 && first && search.openingMass(first) < options.leastMass)
        instead = options.otherwise(question);
      if (instead) return instead.advance(logits);
      steps += 1;
      const next = search.step(logits);
      return steps < options.maxTokens ? next : [];
    },
    result: () => instead?.result() ?? readSearch(search.outcome(), question, options.leastMass),
  };
};
