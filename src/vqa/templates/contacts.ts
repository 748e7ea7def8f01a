import type { PredicateTemplate, ThingSlots } from "../template.js";
import { saysNo, saysYes } from "./replies.js";

export const touching: PredicateTemplate = {
  kind: "predicate",
  id: "touching/is",
  relation: "touching",
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
};

export const inside: PredicateTemplate = {
  kind: "predicate",
  id: "inside/is",
  relation: "inside",
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
};

export const on: PredicateTemplate = {
  kind: "predicate",
  id: "on/is",
  relation: "on",
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
};

export const visible: PredicateTemplate<ThingSlots> = {
  kind: "predicate",
  id: "visible/is",
  relation: "visible",
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
};
