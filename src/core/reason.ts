/** Kinds of what a user should know of a recording's frames. */
export const reasonKinds = [
  "stamp",
  "lens",
  "depth",
  "tf",
  "message",
  "image",
  "unanswered",
  "trust",
  "camera",
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
  /** Messages where `kind` is "message", frames of one or the other camera where it is "camera", files where it is "recording" or "truncated", frames otherwise. */
  readonly count: number;
}

type Cause = Pick<Reason, "kind" | "what">;

/** Of these each message may have figures of its own: bytes, seconds. */
const figured: readonly ReasonKind[] = [
  "stamp",
  "image",
  "message",
  "depth",
  "tf",
  "trust",
  "other",
];

/** What reasons are counted together by: some may differ in figures alone. */
export const reasonKey = ({ kind, what }: Cause): string =>
  `${kind}: ${figured.includes(kind) ? what.replace(/(?<![\w/.])[+−-]?\d+(\.\d+)?/g, "#") : what}`;

const alike = ", and the like";

/** How a reason is told that was told so far, once `cause` is counted with it. */
export const reasonWith = (told: string | undefined, { what }: Cause): string =>
  told === undefined || told === what || told.endsWith(alike) ? (told ?? what) : told + alike;
