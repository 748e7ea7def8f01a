import type { BagReader } from "../bag/index.js";

/** What a user should know of a recording that is no error: all of it once its messages have been read. */
export const remarksOn = ({ remarks }: BagReader): readonly string[] =>
  remarks.map(({ what, count }) => (count > 1 ? `${count} × ${what}` : what));
