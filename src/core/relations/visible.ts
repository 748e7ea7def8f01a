import { definePredicate } from "./definition.js";

/** Enough of it can be seen to tell what it is. */
export const visible = definePredicate({
  of: "one",

  message: 117,
  means: "probability that a can be seen",
  truth: { by: "sight" },
  words: { says: ["visible", "see", "in view", "in the image", "present"] },
  wordings: [
    {
      id: "visible/is",
      ask: [
        ({ subject }) => `is ${subject} visible?`,
        ({ subject }) => `can you see ${subject}?`,
        ({ subject }) => `do you see ${subject}?`,
        ({ subject }) => `is ${subject} in view?`,
        ({ subject }) => `is ${subject} in the image?`,
        ({ subject }) => `does ${subject} appear in the image?`,
        ({ subject }) => `is ${subject} present?`,
        ({ subject }) => `is ${subject} visible in this image?`,
      ],
      yes: [
        () => "yes.",
        () => "yes, it is visible.",
        ({ subject }) => `yes, I can see ${subject}.`,
        ({ subject }) => `${subject} is visible.`,
      ],
      no: [
        () => "no.",
        () => "no, it is not visible.",
        ({ subject }) => `no, I can't see ${subject}.`,
        ({ subject }) => `${subject} is not visible.`,
      ],
    },
  ],
});
