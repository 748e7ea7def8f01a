import { definePredicate } from "./definition.js";
import { saysNo, saysYes } from "./shapes/replies.js";

/** Surfaces meet. */
export const touching = definePredicate({
  of: "two",
  symmetric: true,
  message: 114,
  means: "probability that a and b touch",
  truth: { by: "contact", contact: "touching" },
  words: { says: ["touching", "touch", "touches", "in contact", "made contact"] },
  wordings: [
    {
      id: "touching/is",
      ask: [
        ({ subject, object }) => `is ${subject} touching ${object}?`,
        ({ subject, object }) => `does ${subject} touch ${object}?`,
        ({ subject, object }) => `are ${subject} and ${object} touching?`,
        ({ subject, object }) => `do ${subject} and ${object} touch each other?`,
        ({ subject, object }) => `is ${subject} in contact with ${object}?`,
        ({ subject, object }) => `are ${subject} and ${object} in contact?`,
        ({ subject, object }) => `is there contact between ${subject} and ${object}?`,
        ({ subject, object }) => `has ${subject} made contact with ${object}?`,
      ],
      yes: [
        ...saysYes,
        ({ subject, object }) => `yes, ${subject} is touching ${object}.`,
        () => "they are touching.",
      ],
      no: [
        ...saysNo,
        ({ subject, object }) => `no, ${subject} is not touching ${object}.`,
        () => "they are not touching.",
      ],
    },
  ],
});
