import { stat } from "node:fs/promises";

/** Whether a path can be looked at: what may not be seen counts as not there. */
export const exists = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined)) !== undefined;
