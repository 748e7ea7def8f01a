/** How sure an answer in words is, from the words that soften it. */
const levels: readonly (readonly [confidence: number, words: RegExp])[] = [
  [0.6, /\b(?:maybe|perhaps|possibly|might|may|could be)\b/],
  [0.75, /\b(?:probably|likely|presumably)\b/],
  [
    0.85,
    /\b(?:appears?|seems?|looks|i think|i believe|i guess|i (?:don't|do not) (?:think|believe))\b/,
  ],
];

const unlikely = /\b(?:unlikely|doubtful|improbable)\b/;

/** 0.5..1: the most doubtful word counts; 1 without any. */
export const confidenceOf = (lower: string): number =>
  levels.find(([, words]) => words.test(lower))?.[0] ?? (unlikely.test(lower) ? 0.75 : 1);

export const saysUnlikely = (lower: string): boolean => unlikely.test(lower);

export const isNegated = (lower: string): boolean =>
  /\b(?:not|never|neither|no longer|nor)\b|n't\b/.test(lower);
