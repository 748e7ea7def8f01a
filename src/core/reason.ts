/** Something that a user should know of a recording or a stream and that is no error, with how often it was so. */
export interface Reason {
  readonly kind: "stamp" | "lens" | "message" | "image" | "unanswered" | "truncated" | "other";
  /** In words, without the count. */
  readonly what: string;
  readonly count: number;
}
