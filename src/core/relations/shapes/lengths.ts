import type { LengthWording, ThingSlots } from "../wording.js";

interface Extent {
  readonly id: string;
  /** "height" */
  readonly noun: string;
  /** "tall" */
  readonly adjective: string;
}

/** Further ways to ask for an extent of one thing. */
export const extent = ({ id, noun, adjective }: Extent): LengthWording<ThingSlots> => ({
  id,
  ask: [
    ({ subject }, inUnit) => `tell me the ${noun} of ${subject}${inUnit}.`,
    ({ subject }, inUnit) => `tell me how ${adjective} ${subject} is${inUnit}.`,
    ({ subject }, inUnit) => `can you tell me the ${noun} of ${subject}${inUnit}?`,
    ({ subject }, inUnit) => `could you estimate how ${adjective} ${subject} is${inUnit}?`,
    ({ subject }, inUnit) => `could you estimate the ${noun} of ${subject}${inUnit}?`,
    ({ subject }, inUnit) => `do you know how ${adjective} ${subject} is${inUnit}?`,
    ({ subject }, inUnit) => `measure the ${noun} of ${subject}${inUnit}.`,
    ({ subject }, inUnit) => `estimate how ${adjective} ${subject} is${inUnit}.`,
    ({ subject }, inUnit) => `roughly how ${adjective} is ${subject}${inUnit}?`,
    ({ subject }, inUnit) => `${subject} is how ${adjective}${inUnit}?`,
    ({ subject }, inUnit) => `${noun} of ${subject}${inUnit}?`,
  ],
  tell: [
    (_, length) => `it is ${length} ${adjective}.`,
    (_, length) => `the ${noun} is ${length}.`,
    (_, length) => `its ${noun} is about ${length}.`,
    ({ subject }, length) => `the ${noun} of ${subject} is roughly ${length}.`,
    ({ subject }, length) => `${subject} is roughly ${length} ${adjective}.`,
  ],
});

interface Part {
  readonly id: string;
  readonly adjective: "horizontal" | "vertical";
  readonly adverb: "horizontally" | "vertically";
}

/** Further ways to ask for a part of a distance. */
export const partOfDistance = ({ id, adjective, adverb }: Part): LengthWording => ({
  id,
  ask: [
    ({ subject, object }, inUnit) =>
      `tell me the ${adjective} distance between ${subject} and ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `can you tell me the ${adjective} distance between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `could you estimate the ${adjective} distance between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `measure the ${adjective} distance between ${subject} and ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `how much ${adjective} distance is there between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `what ${adjective} distance separates ${subject} from ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `${adverb}, how far apart are ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `${adverb}, what is the distance between ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `how far apart ${adverb} are ${subject} and ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `tell me how far ${subject} is from ${object} ${adverb}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `${adjective} distance between ${subject} and ${object}${inUnit}?`,
  ],
  tell: [
    (_, length) => `about ${length} ${adverb}.`,
    (_, length) => `they are ${length} apart ${adverb}.`,
    ({ subject, object }, length) => `${adverb}, ${subject} is ${length} from ${object}.`,
    ({ subject, object }, length) =>
      `the ${adjective} distance between ${subject} and ${object} is ${length}.`,
    ({ subject, object }, length) =>
      `the ${adjective} distance from ${subject} to ${object} is about ${length}.`,
  ],
});
