/** Beyond it lies 1 in 100 of the images that a model is at home with. */
const far = 1;
/** So many unlike frames are no chance. */
const remarkable = 0.1;

export const isUnlike = (novelty: number): boolean => novelty > far;

/** What to tell of frames that look unlike a model's training; undefined where they are few, or it doesn't say. */
export const unlikeRemark = (unlike: number, judged: number): string | undefined =>
  judged > 0 && unlike / judged > remarkable
    ? `${unlike} of ${judged} frames look unlike the images that the model has learnt from: trust its distances there less`
    : undefined;
