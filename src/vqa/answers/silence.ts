/** Phrases, in lower case and with straight apostrophes, that say why there is no answer. */
const notVisible =
  /\b(?:not (?:\w+ )?(?:visible|in view|present|shown|in the (?:image|picture|photo|scene|frame))|isn't (?:visible|in view|present|shown|in the)|(?:can't|cannot|can not|don't|do not|couldn't|doesn't|does not) (?:see|find|spot|locate|be seen|show|appear(?! so| to)|appear to be (?:visible|present|in))|out of (?:view|frame|sight)|no longer visible|no (?:\w+ ){0,3}(?:is |are )?visible(?! (?:gap|space|clearance))|is hidden|there (?:is|are) no (?:\w+ ){1,4}(?:in|visible))\b/;

const refusal =
  /\b(?:can't|cannot|can not|couldn't|could not|unable to|not able to|impossible to|difficult to|hard to|not possible to|insufficient|not enough|not sure|unsure|uncertain|don't know|do not know|no idea|unclear|unknown|i'm sorry|i am sorry|n\/a|not applicable|not provided|undetermined|indeterminate)\b/;

/** Words after which a refusal is followed by an answer all the same. */
const nevertheless =
  /\b(?:but|yet|however|though|although|nevertheless|still|guess|estimate|estimated|estimating|i'd say|i would say|(?:maybe|perhaps|probably|about|around|roughly|approximately) (?:\d|an? |one |two |three |four |five |half ))/;

/** A refusal to be exact is not a refusal to answer. */
const aboutExactness =
  /\b(?:exact|exactly|precise|precisely|accurate|accurately|certain|certainty|for sure)\b/;

/** That the text has no answer, which way, and in which words. */
export interface Silence {
  readonly reason: "refusal" | "not-visible";
  readonly phrase: string;
  /** Where what follows those words begins. */
  readonly end: number;
}

const found = (reason: Silence["reason"], pattern: RegExp, lower: string): Silence | undefined => {
  const match = pattern.exec(lower);
  return match === null
    ? undefined
    : { reason, phrase: match[0], end: match.index + match[0].length };
};

/** Whether the text says that it has no answer, and which way. */
export const silenceOf = (lower: string): Silence | undefined =>
  found("not-visible", notVisible, lower) ??
  found("refusal", refusal, lower) ??
  found("refusal", /^none$/, lower);

/** Whether an answer follows the words that deny one: "I can't measure it, but about 20 cm". */
export const answersAllTheSame = (lower: string, { reason, end }: Silence): boolean => {
  const after = lower.slice(end);
  return nevertheless.test(after) || (reason === "refusal" && aboutExactness.test(after));
};
