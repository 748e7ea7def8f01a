import { z } from "zod";
import { type FactSource, isFactSource } from "../core/index.js";
import type { Row } from "./row.js";

/** In how many frames a distance rests on what. */
export interface SourceUse {
  /** "distance(gripper,bottle)" */
  readonly key: string;
  /** As facts tell it: "nano", "depth+tf". */
  readonly source: FactSource;
  readonly frames: number;
}

/** As it is stored. */
export const sourceUseShape = z.object({
  key: z.string(),
  source: z.custom<FactSource>(isFactSource),
  frames: z.number(),
});

/** Counts what distances rest on, frame by frame. */
export const tallySourceUses = () => {
  const uses = new Map<string, Map<FactSource, number>>();
  return {
    add: ({ sample }: Row): void => {
      for (const { key, source } of sample.distances) {
        const counts = uses.get(key) ?? new Map<FactSource, number>();
        uses.set(key, counts);
        if (source !== undefined) counts.set(source, (counts.get(source) ?? 0) + 1);
      }
    },
    /** Distance by distance, of each the commonest first. */
    result: (): readonly SourceUse[] =>
      [...uses].flatMap(([key, counts]) =>
        [...counts]
          .map(([source, frames]) => ({ key, source, frames }))
          .sort((a, b) => b.frames - a.frames),
      ),
  };
};
