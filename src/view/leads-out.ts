import { realpath } from "node:fs/promises";
import { join, sep } from "node:path";

/**
 * Whether a URL's path leads out of a folder by a symbolic link: a folder that came from elsewhere must not show what else
 * this machine has. What is not there, or no path at all, leads nowhere.
 */
export const leadsOut = async (folder: string, path: string): Promise<boolean> => {
  try {
    const root = await realpath(folder);
    const found = await realpath(join(folder, decodeURIComponent(path)));
    return found !== root && !found.startsWith(root.endsWith(sep) ? root : root + sep);
  } catch {
    return false;
  }
};
