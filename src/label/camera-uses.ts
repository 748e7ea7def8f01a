import { z } from "zod";
import { type SpatialFact, sourcesOf } from "../core/index.js";
import type { Row } from "./row.js";

/** What a camera besides the pacing one added. */
export interface CameraUse {
  /** Its name in the task file. */
  readonly camera: string;
  /** The pacing camera's frames that one of its own went with. */
  readonly frames: number;
  /** Of these, the ones in which a fact rests on it. */
  readonly used: number;
}

/** As it is stored. */
export const cameraUseShape = z.object({
  camera: z.string(),
  frames: z.number(),
  used: z.number(),
});

const restsOn = (facts: readonly SpatialFact[], camera: string): boolean =>
  facts.some(({ source }) => sourcesOf(source).includes(`camera:${camera}`));

/** Counts what other cameras added, frame by frame. */
export const tallyCameraUses = () => {
  const uses = new Map<string, CameraUse>();
  return {
    add: ({ frame: { observation } }: Row): void => {
      for (const { camera } of observation.others ?? []) {
        const { frames, used } = uses.get(camera) ?? { frames: 0, used: 0 };
        const more = restsOn(observation.facts, camera) ? 1 : 0;
        uses.set(camera, { camera, frames: frames + 1, used: used + more });
      }
    },
    result: (): readonly CameraUse[] => [...uses.values()],
  };
};
