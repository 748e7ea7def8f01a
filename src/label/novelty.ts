import { isUnlike, unlikeRemark } from "../pipeline/index.js";
import type { Row } from "./row.js";

/** Counts frames that look unlike what the model has learnt from. */
export const tallyNovelty = () => {
  let [judged, unlike] = [0, 0];
  return {
    add: ({ frame: { observation } }: Row): void => {
      const { novelty } = observation;
      if (novelty === undefined) return;
      judged++;
      unlike += +isUnlike(novelty);
    },
    /** Nothing where few frames are unlike, or the model doesn't say. */
    remarks: (): readonly string[] => {
      const remark = unlikeRemark(unlike, judged);
      return remark === undefined ? [] : [remark];
    },
  };
};
