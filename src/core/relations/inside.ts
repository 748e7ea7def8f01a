import { definePredicate } from "./definition.js";
import { saysNo, saysYes } from "./shapes/replies.js";

/** The object contains the subject. */
export const inside = definePredicate({
  of: "two",
  notOfGrippers: true,
  message: 115,
  means: "probability that a is inside b",
  truth: { by: "contact", contact: "inside" },
  words: {
    says: ["inside", "within", "contained in", "in"],
    opposite: ["outside"],
    converse: ["contains", "holds", "containing", "holding"],
  },
  wordings: [
    {
      id: "inside/is",
      ask: [
        ({ subject, object }) => `is ${subject} inside ${object}?`,
        ({ subject, object }) => `is ${subject} in ${object}?`,
        ({ subject, object }) => `is ${subject} inside of ${object}?`,
        ({ subject, object }) => `is ${subject} contained in ${object}?`,
        ({ subject, object }) => `does ${object} contain ${subject}?`,
        ({ subject, object }) => `does ${object} hold ${subject}?`,
        ({ subject, object }) => `has ${subject} been put into ${object}?`,
        ({ subject, object }) => `is it true that ${subject} is inside ${object}?`,
      ],
      yes: [
        ...saysYes,
        ({ subject, object }) => `yes, ${subject} is inside ${object}.`,
        ({ subject, object }) => `${subject} is in ${object}.`,
      ],
      no: [
        ...saysNo,
        ({ subject, object }) => `no, ${subject} is not inside ${object}.`,
        ({ subject, object }) => `${subject} is not in ${object}.`,
      ],
    },
  ],
});
