import type { LengthTemplate, ThingSlots } from "../template.js";

/** Extent along the up direction. */
export const height: LengthTemplate<ThingSlots> = {
  kind: "length",
  id: "height/how-tall",
  relation: "height",
  ask: [
    ({ subject }, inUnit) => `how tall is ${subject}${inUnit}?`,
    ({ subject }, inUnit) => `what is the height of ${subject}${inUnit}?`,
    ({ subject }, inUnit) => `what height does ${subject} have${inUnit}?`,
    ({ subject }, inUnit) => `how tall would you say ${subject} is${inUnit}?`,
    ({ subject }, inUnit) => `estimate the height of ${subject}${inUnit}.`,
    ({ subject }, inUnit) => `give the height of ${subject}${inUnit}.`,
    ({ subject }, inUnit) => `measure how tall ${subject} is${inUnit}.`,
    ({ subject }, inUnit) => `can you tell me how tall ${subject} is${inUnit}?`,
    ({ subject }, inUnit) => `how much does ${subject} measure from bottom to top${inUnit}?`,
  ],
  tell: [
    (_, length) => `${length}.`,
    (_, length) => `about ${length} tall.`,
    (_, length) => `its height is ${length}.`,
    ({ subject }, length) => `${subject} is ${length} tall.`,
    ({ subject }, length) => `the height of ${subject} is ${length}.`,
    ({ subject }, length) => `${subject} has a height of about ${length}.`,
  ],
};

/** Extent across the camera's image (along its x axis), whole thing. */
export const width: LengthTemplate<ThingSlots> = {
  kind: "length",
  id: "width/how-wide",
  relation: "width",
  ask: [
    ({ subject }, inUnit) => `how wide is ${subject}${inUnit}?`,
    ({ subject }, inUnit) => `what is the width of ${subject}${inUnit}?`,
    ({ subject }, inUnit) => `what width does ${subject} have${inUnit}?`,
    ({ subject }, inUnit) => `how wide would you say ${subject} is${inUnit}?`,
    ({ subject }, inUnit) => `estimate the width of ${subject}${inUnit}.`,
    ({ subject }, inUnit) => `give the width of ${subject}${inUnit}.`,
    ({ subject }, inUnit) => `measure how wide ${subject} is${inUnit}.`,
    ({ subject }, inUnit) => `can you tell me how wide ${subject} is${inUnit}?`,
    ({ subject }, inUnit) => `how much does ${subject} measure from left to right${inUnit}?`,
  ],
  tell: [
    (_, length) => `${length}.`,
    (_, length) => `about ${length} wide.`,
    (_, length) => `its width is ${length}.`,
    ({ subject }, length) => `${subject} is ${length} wide.`,
    ({ subject }, length) => `the width of ${subject} is ${length}.`,
    ({ subject }, length) => `${subject} has a width of about ${length}.`,
  ],
};
