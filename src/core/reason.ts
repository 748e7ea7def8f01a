/** Kinds of what a user should know of a recording's frames. */
export const reasonKinds = [
  "stamp",
  "lens",
  "message",
  "image",
  "unanswered",
  "truncated",
  "recording",
  "other",
] as const;

export type ReasonKind = (typeof reasonKinds)[number];

/** Something that befell frames, messages or a recording, and how often. */
export interface Reason {
  readonly kind: ReasonKind;
  /** In words: `distance(gripper,bottle): orange tea bottle is not visible`. */
  readonly what: string;
  /** Messages where `kind` is "message", files where it is "recording" or "truncated", frames otherwise. */
  readonly count: number;
}
