import type { PredicateWording } from "../wording.js";
import { saysNo, saysYes } from "./replies.js";

interface Further {
  readonly name: string;
  /** Between the things: "taller than", "to the left of". */
  readonly words: string;
  /** Of the one that is more so: "taller", "more to the left". */
  readonly more: string;
}

/** Further ways to ask whether it holds. */
const whether = ({ name, words }: Further): PredicateWording => ({
  id: `${name}/whether`,
  ask: [
    ({ subject, object }) => `do you think ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `do you think that ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `do you agree that ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `is it the case that ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `is it right that ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `am I right that ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `can we say that ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `does it look as if ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `tell me whether ${subject} is ${words} ${object}.`,
    ({ subject, object }) => `tell me if ${subject} is ${words} ${object}.`,
    ({ subject, object }) => `check whether ${subject} is ${words} ${object}.`,
    ({ subject, object }) => `true or false: ${subject} is ${words} ${object}.`,
  ],
  yes: [
    ...saysYes,
    () => "true.",
    () => "yes, that is true.",
    () => "yes, that is so.",
    ({ subject, object }) => `yes, ${subject} is ${words} ${object}.`,
    ({ subject, object }) => `${subject} is ${words} ${object}.`,
    ({ subject, object }) => `indeed, ${subject} is ${words} ${object}.`,
    ({ subject, object }) => `that is correct: ${subject} is ${words} ${object}.`,
  ],
  no: [
    ...saysNo,
    () => "false.",
    () => "no, that is not true.",
    () => "no, that is not so.",
    ({ subject, object }) => `no, ${subject} is not ${words} ${object}.`,
    ({ subject, object }) => `${subject} is not ${words} ${object}.`,
    ({ subject, object }) => `no, ${subject} isn't ${words} ${object}.`,
    ({ subject, object }) => `that is not correct: ${subject} is not ${words} ${object}.`,
  ],
});

/** Further ways to ask which of the two it is. The subject is named first; "yes" means that it is the one. */
const whichOfTwo = ({ name, words, more }: Further): PredicateWording => ({
  id: `${name}/which-of-two`,
  ask: [
    ({ subject, object }) => `which of ${subject} and ${object} is ${more}?`,
    ({ subject, object }) => `which one of ${subject} and ${object} is ${more}?`,
    ({ subject, object }) => `which of the two is ${more}, ${subject} or ${object}?`,
    ({ subject, object }) => `which thing is ${more}, ${subject} or ${object}?`,
    ({ subject, object }) => `which object is ${more}, ${subject} or ${object}?`,
    ({ subject, object }) => `comparing ${subject} and ${object}, which is ${more}?`,
    ({ subject, object }) => `comparing ${subject} with ${object}, which one is ${more}?`,
    ({ subject, object }) => `tell me which is ${more}, ${subject} or ${object}.`,
    ({ subject, object }) => `tell me which one is ${more}, ${subject} or ${object}.`,
    ({ subject, object }) => `can you tell me which is ${more}, ${subject} or ${object}?`,
    ({ subject, object }) => `can you say which one is ${more}, ${subject} or ${object}?`,
    ({ subject, object }) => `do you know which is ${more}, ${subject} or ${object}?`,
    ({ subject, object }) => `could you say which is ${more}, ${subject} or ${object}?`,
    ({ subject, object }) => `say which is ${more}, ${subject} or ${object}.`,
    ({ subject, object }) => `decide which one is ${more}, ${subject} or ${object}.`,
    ({ subject, object }) => `in this image, which is ${more}, ${subject} or ${object}?`,
    ({ subject, object }) => `from what you see, which is ${more}, ${subject} or ${object}?`,
    ({ subject, object }) => `there are ${subject} and ${object}; which is ${more}?`,
    ({ subject, object }) => `looking at ${subject} and ${object}, which is ${more}?`,
    ({ subject, object }) => `which would you say is ${more}, ${subject} or ${object}?`,
  ],
  yes: [
    ({ subject }) => `${subject}.`,
    ({ subject }) => `it is ${subject}.`,
    ({ subject }) => `it's ${subject}.`,
    ({ subject }) => `${subject} is.`,
    ({ subject }) => `that would be ${subject}.`,
    ({ subject }) => `I would say ${subject}.`,
    ({ subject }) => `${subject} is ${more}.`,
    ({ subject }) => `${subject} is clearly ${more}.`,
    ({ subject, object }) => `of the two, ${subject} is ${words} ${object}.`,
    ({ subject, object }) => `${subject} is ${words} ${object}.`,
  ],
  no: [
    ({ object }) => `${object}.`,
    ({ object }) => `it is ${object}.`,
    ({ object }) => `it's ${object}.`,
    ({ object }) => `${object} is.`,
    ({ object }) => `that would be ${object}.`,
    ({ object }) => `I would say ${object}.`,
    ({ object }) => `${object} is ${more}.`,
    ({ object }) => `${object} is clearly ${more}.`,
    ({ subject, object }) => `of the two, ${object} is ${words} ${subject}.`,
    ({ subject, object }) => `${object} is ${words} ${subject}.`,
  ],
});

/** Both forms, in twenty ways and more together with those that data sets are drawn with as usual. */
export const further = (of: Further): readonly PredicateWording[] => [whether(of), whichOfTwo(of)];
