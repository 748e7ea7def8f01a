import type { Problem } from "./format.js";

/** A file with a fault in every row tells it often enough with these. */
const most = 20;

/** Problems that a check found. */
export interface Problems {
  readonly add: (file: string, what: string) => void;
  readonly all: readonly Problem[];
}

/** The first of them. */
export const gatherProblems = (): Problems => {
  const all: Problem[] = [];
  return {
    all,
    add: (file, what) => {
      if (all.length < most) all.push({ file, what });
    },
  };
};
