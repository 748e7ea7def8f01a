import type { Unreadable, UnreadableReason } from "../types.js";

export const unreadable = (reason: UnreadableReason): Unreadable => ({
  kind: "unreadable",
  reason,
});
