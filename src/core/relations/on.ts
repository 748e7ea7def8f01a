import { definePredicate } from "./definition.js";
import { saysNo, saysYes } from "./shapes/replies.js";

/** The object bears the subject. */
export const on = definePredicate({
  of: "two",
  notOfGrippers: true,
  needsUp: true,
  message: 116,
  means: "probability that a stands or lies on b",
  truth: { by: "contact", contact: "on" },
  words: { says: ["on top of", "on", "resting on", "atop"], converse: ["supports", "supporting"] },
  wordings: [
    {
      id: "on/is",
      ask: [
        ({ subject, object }) => `is ${subject} on ${object}?`,
        ({ subject, object }) => `is ${subject} on top of ${object}?`,
        ({ subject, object }) => `does ${subject} rest on ${object}?`,
        ({ subject, object }) => `is ${subject} resting on ${object}?`,
        ({ subject, object }) => `does ${subject} stand on ${object}?`,
        ({ subject, object }) => `is ${subject} lying on ${object}?`,
        ({ subject, object }) => `does ${object} support ${subject}?`,
        ({ subject, object }) => `is it true that ${subject} is on ${object}?`,
      ],
      yes: [
        ...saysYes,
        ({ subject, object }) => `yes, ${subject} is on ${object}.`,
        ({ subject, object }) => `${subject} is on top of ${object}.`,
      ],
      no: [
        ...saysNo,
        ({ subject, object }) => `no, ${subject} is not on ${object}.`,
        ({ subject, object }) => `${subject} is not on top of ${object}.`,
      ],
    },
  ],
});
