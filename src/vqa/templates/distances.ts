import type { LengthTemplate } from "../template.js";

/** Between centres. The first wording is the one asked while labelling. */
export const distance: LengthTemplate = {
  kind: "length",
  id: "distance/how-far",
  relation: "distance",
  ask: [
    ({ subject, object }, inUnit) =>
      `what is the distance between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how far is ${subject} from ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how far apart are ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how far away from ${object} is ${subject}${inUnit}?`,
    ({ subject, object }, inUnit) => `how far away is ${subject} from ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `what is the distance from ${subject} to ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `how much distance is there between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how distant is ${subject} from ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how close is ${subject} to ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how near is ${subject} to ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `give the distance between ${subject} and ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `estimate the distance between ${subject} and ${object}${inUnit}.`,
    ({ subject, object }, inUnit) => `measure the distance from ${subject} to ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `can you tell me the distance between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `could you estimate how far ${subject} is from ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `tell me how far ${subject} is from ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `what is the straight-line distance between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `what is the distance between the centers of ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `by how much are ${subject} and ${object} separated${inUnit}?`,
    ({ subject, object }, inUnit) => `${subject} and ${object} are how far apart${inUnit}?`,
    ({ subject, object }, inUnit) => `${subject} is how far from ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `what distance separates ${subject} from ${object}${inUnit}?`,
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
    ({ subject, object }, length) => `the distance between ${subject} and ${object} is ${length}.`,
    ({ subject, object }, length) => `from ${subject} to ${object} it is roughly ${length}.`,
  ],
};

/** Between nearest surfaces; 0 when they touch. */
export const gap: LengthTemplate = {
  kind: "length",
  id: "gap/how-wide",
  relation: "gap",
  ask: [
    ({ subject, object }, inUnit) =>
      `how wide is the gap between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `what is the gap between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `how much space is there between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `how much room is left between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `how big is the gap between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `how large is the clearance between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `what clearance does ${subject} have from ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `what is the distance between the surfaces of ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how far is ${subject} from touching ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `estimate the gap between ${subject} and ${object}${inUnit}.`,
  ],
  tell: [
    (_, length) => `${length}.`,
    (_, length) => `the gap is ${length}.`,
    (_, length) => `about ${length} of space.`,
    ({ subject, object }, length) => `there is ${length} between ${subject} and ${object}.`,
    ({ subject, object }, length) => `the gap between ${subject} and ${object} is ${length}.`,
    ({ subject, object }, length) => `${subject} clears ${object} by ${length}.`,
  ],
};

/** Across the up direction, between centres. */
export const horizontalDistance: LengthTemplate = {
  kind: "length",
  id: "horizontal-distance/how-far",
  relation: "horizontal_distance",
  ask: [
    ({ subject, object }, inUnit) =>
      `what is the horizontal distance between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how far is ${subject} from ${object} horizontally${inUnit}?`,
    ({ subject, object }, inUnit) => `horizontally, how far is ${subject} from ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `how far apart are ${subject} and ${object} horizontally${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `what is the horizontal distance from ${subject} to ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `give the horizontal distance between ${subject} and ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `estimate the horizontal distance between ${subject} and ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `seen from above, how far apart are ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `ignoring height, how far is ${subject} from ${object}${inUnit}?`,
  ],
  tell: [
    (_, length) => `${length}.`,
    (_, length) => `horizontally, it is ${length}.`,
    (_, length) => `the horizontal distance is ${length}.`,
    ({ subject, object }, length) => `${subject} is ${length} from ${object} horizontally.`,
    ({ subject, object }, length) => `${subject} and ${object} are ${length} apart horizontally.`,
  ],
};

/** Along the up direction, between centres; never negative. */
export const verticalDistance: LengthTemplate = {
  kind: "length",
  id: "vertical-distance/how-far",
  relation: "vertical_distance",
  ask: [
    ({ subject, object }, inUnit) =>
      `what is the vertical distance between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how far is ${subject} from ${object} vertically${inUnit}?`,
    ({ subject, object }, inUnit) => `vertically, how far is ${subject} from ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `how far apart are ${subject} and ${object} vertically${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `what is the vertical distance from ${subject} to ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `give the vertical distance between ${subject} and ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `estimate the vertical distance between ${subject} and ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `what is the difference in height between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `how much do ${subject} and ${object} differ in elevation${inUnit}?`,
  ],
  tell: [
    (_, length) => `${length}.`,
    (_, length) => `vertically, it is ${length}.`,
    (_, length) => `the vertical distance is ${length}.`,
    ({ subject, object }, length) => `${subject} is ${length} from ${object} vertically.`,
    ({ subject, object }, length) => `${subject} and ${object} are ${length} apart vertically.`,
  ],
};
