import { z } from "zod";
import { type Seconds, type Stamp, secondsBetween } from "../core/index.js";
import type { Row } from "./row.js";

/** An episode that came to an end by itself; others end with a reset or with the recording. */
export interface Ending {
  readonly episode: number;
  readonly by: "success" | "time limit";
  /** Since the episode's first frame. */
  readonly seconds: Seconds;
}

/** As it is stored. */
export const endingShape = z.object({
  episode: z.number(),
  by: z.enum(["success", "time limit"]),
  seconds: z.number(),
});

/** Gathers how episodes end, row by row. */
export const gatherEndings = () => {
  const endings: Ending[] = [];
  let open: { readonly episode: number; readonly start: Stamp } | undefined;
  return {
    add: ({ sample }: Row): void => {
      const { episode, stamp, terminated, truncated } = sample;
      if (open?.episode !== episode) open = { episode, start: stamp };
      if (!terminated && !truncated) return;
      const by = terminated ? "success" : "time limit";
      endings.push({ episode, by, seconds: secondsBetween(open.start, stamp) });
    },
    result: (): readonly Ending[] => endings,
  };
};
