import { existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

const stemOf = (path: string): string => basename(path, extname(path));

/**
 * A file that goes with a picture: `NAME.kind.ending`, `NAME_kind.ending` or `NAME-kind.ending` beside it, or `NAME.ending` in a folder
 * `kind` in its own or beside that; undefined where there is none.
 */
export const companionOf = (picture: string, kind: string, ending: string): string | undefined => {
  const folder = dirname(picture);
  const stem = stemOf(picture);
  return [
    join(folder, `${stem}.${kind}${ending}`),
    join(folder, `${stem}_${kind}${ending}`),
    join(folder, `${stem}-${kind}${ending}`),
    join(folder, kind, `${stem}${ending}`),
    join(dirname(folder), kind, `${stem}${ending}`),
  ].find((path) => existsSync(path));
};

/** Whether a file is some picture's depth (of that word, or of the usual one), and none itself. */
export const isDepthName = (name: string, depth: string): boolean =>
  ["depth", depth.toLowerCase()].some((word) =>
    [".", "_", "-"].some((joint) => name.toLowerCase().endsWith(`${joint}${word}.png`)),
  );
