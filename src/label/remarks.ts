import type { BagReader } from "../bag/index.js";

const truncationRemarks = ({ truncated }: BagReader): readonly string[] =>
  truncated ? ["its recorder crashed: what followed the last whole chunk is lost"] : [];

/** What a user should know of a recording before its frames are looked at, and what is no error. */
export const remarksOn = (reader: BagReader): readonly string[] => truncationRemarks(reader);
