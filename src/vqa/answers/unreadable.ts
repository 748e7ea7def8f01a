import type { Unreadable, UnreadableReason } from "../types.js";

/** `phrase`: the words that say so. */
export const unreadable = (reason: UnreadableReason, phrase?: string): Unreadable => ({
  kind: "unreadable",
  reason,
  ...(phrase === undefined ? {} : { phrase }),
});
