import { defineLength } from "./definition.js";

/** Between centres. The first wording is the one asked while labelling. */
export const distance = defineLength({
  of: "two",
  symmetric: true,
  message: 0,
  means: "length between centres: of whole bounding boxes; of the gripper, its tool centre point",
  truth: { by: "places", along: "line" },
  answers: [["distance", undefined]],
  wordings: [
    {
      id: "distance/how-far",
      ask: [
        ({ subject, object }, inUnit) =>
          `what is the distance between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) => `how far is ${subject} from ${object}${inUnit}?`,
        ({ subject, object }, inUnit) => `how far apart are ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) => `how far away from ${object} is ${subject}${inUnit}?`,
        ({ subject, object }, inUnit) => `how far away is ${subject} from ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `what is the distance from ${subject} to ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how much distance is there between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) => `how distant is ${subject} from ${object}${inUnit}?`,
        ({ subject, object }, inUnit) => `how close is ${subject} to ${object}${inUnit}?`,
        ({ subject, object }, inUnit) => `how near is ${subject} to ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `give the distance between ${subject} and ${object}${inUnit}.`,
        ({ subject, object }, inUnit) =>
          `estimate the distance between ${subject} and ${object}${inUnit}.`,
        ({ subject, object }, inUnit) =>
          `measure the distance from ${subject} to ${object}${inUnit}.`,
        ({ subject, object }, inUnit) =>
          `can you tell me the distance between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `could you estimate how far ${subject} is from ${object}${inUnit}?`,
        ({ subject, object }, inUnit) => `tell me how far ${subject} is from ${object}${inUnit}.`,
        ({ subject, object }, inUnit) =>
          `what is the straight-line distance between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `what is the distance between the centers of ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `by how much are ${subject} and ${object} separated${inUnit}?`,
        ({ subject, object }, inUnit) => `${subject} and ${object} are how far apart${inUnit}?`,
        ({ subject, object }, inUnit) => `${subject} is how far from ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `what distance separates ${subject} from ${object}${inUnit}?`,
        ({ subject, object }, inUnit) => `distance between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how far would ${subject} have to travel to reach ${object}${inUnit}?`,
      ],
      tell: [
        (_, length) => length,
        (_, length) => `${length}.`,
        (_, length) => `about ${length}.`,
        (_, length) => `it is ${length}.`,
        (_, length) => `the distance is ${length}.`,
        (_, length) => `they are ${length} apart.`,
        ({ subject, object }, length) => `${subject} is ${length} from ${object}.`,
        ({ subject, object }, length) => `${subject} is about ${length} away from ${object}.`,
        ({ subject, object }, length) => `${subject} and ${object} are ${length} apart.`,
        ({ subject, object }, length) =>
          `the distance between ${subject} and ${object} is ${length}.`,
        ({ subject, object }, length) => `from ${subject} to ${object} it is roughly ${length}.`,
      ],
    },
  ],
});
