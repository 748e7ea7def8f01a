/** Phrases, in lower case and with straight apostrophes, that say why there is no answer. */
const notVisible =
  /\b(?:not (?:\w+ )?(?:visible|in view|present|shown|in the (?:image|picture|photo|scene|frame))|isn't (?:visible|in view|present|shown|in the)|(?:can't|cannot|can not|don't|do not|couldn't|doesn't|does not) (?:see|find|spot|locate|be seen|show|appear(?! so| to)|appear to be (?:visible|present|in))|out of (?:view|frame|sight)|no longer visible|no (?:\w+ ){0,3}(?:is |are )?visible(?! (?:gap|space|clearance))|is hidden|there (?:is|are) no (?:\w+ ){1,4}(?:in|visible))\b/;

const refusal =
  /\b(?:can't|cannot|can not|couldn't|could not|unable to|not able to|impossible to|difficult to|hard to|not possible to|insufficient|not enough|not sure|unsure|uncertain|don't know|do not know|no idea|unclear|unknown|i'm sorry|i am sorry|n\/a|not applicable|not provided|undetermined|indeterminate)\b/;

/** Words after which a refusal is followed by an answer all the same. */
const nevertheless =
  /\b(?:but|however|though|although|nevertheless|still|guess|estimate|estimated|estimating|i'd say|i would say)\b/;

/** A refusal to be exact is not a refusal to answer. */
const aboutExactness = /\b(?:exact|exactly|precise|precisely|accurate|accurately)\b/;

export type Silence = "refusal" | "not-visible";

/** Whether the text says that it has no answer, and which way. */
export const silenceOf = (lower: string): Silence | undefined => {
  if (notVisible.test(lower)) return "not-visible";
  return refusal.test(lower) || lower === "none" || lower === "unknown" ? "refusal" : undefined;
};

/** Whether an answer follows the words that deny one: "I can't measure it, but about 20 cm". */
export const answersAllTheSame = (lower: string, silence: Silence): boolean => {
  const match = (silence === "refusal" ? refusal : notVisible).exec(lower);
  if (match === null) return true;
  const after = lower.slice(match.index + match[0].length);
  return nevertheless.test(after) || (silence === "refusal" && aboutExactness.test(after));
};
