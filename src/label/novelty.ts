import type { Row } from "./row.js";

/** Beyond it lies 1 in 100 of the images that a model is at home with. */
const far = 1;
/** So many unlike frames are no chance. */
const remarkable = 0.1;

/** Counts frames that look unlike what the model has learnt from. */
export const tallyNovelty = () => {
  let [judged, beyond] = [0, 0];
  return {
    add: ({ frame: { observation } }: Row): void => {
      const { novelty } = observation;
      if (novelty === undefined) return;
      judged++;
      beyond += +(novelty > far);
    },
    /** Nothing where few frames are unlike, or the model doesn't say. */
    remarks: (): readonly string[] =>
      judged > 0 && beyond / judged > remarkable
        ? [
            `${beyond} of ${judged} frames look unlike the images that the model has learnt from: trust its distances there less`,
          ]
        : [],
  };
};
