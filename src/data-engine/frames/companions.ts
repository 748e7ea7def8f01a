import { existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

const stemOf = (path: string): string => basename(path, extname(path));

/**
 * A file that goes with a picture: `NAME.kind.ending` or `NAME_kind.ending` beside it, or `NAME.ending` in a folder
 * `kind` in its own or beside that; undefined where there is none.
 */
export const companionOf = (picture: string, kind: string, ending: string): string | undefined => {
  const folder = dirname(picture);
  const stem = stemOf(picture);
  return [
    join(folder, `${stem}.${kind}${ending}`),
    join(folder, `${stem}_${kind}${ending}`),
    join(folder, kind, `${stem}${ending}`),
    join(dirname(folder), kind, `${stem}${ending}`),
  ].find((path) => existsSync(path));
};

/** Whether a file is some picture's depth, and none itself. */
export const isDepthName = (name: string): boolean => /[._-]depth\.png$/i.test(name);
