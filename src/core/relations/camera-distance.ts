import { defineLength } from "./definition.js";

/** From the camera to the thing's centre, in a straight line. */
export const cameraDistance = defineLength({
  of: "one",
  onRequest: true,
  truth: { by: "quantity", quantity: "range" },
  answers: [["distance", undefined]],
  wordings: [
    {
      id: "camera-distance/how-far",
      ask: [
        ({ subject }, inUnit) => `how far is ${subject} from the camera${inUnit}?`,
        ({ subject }, inUnit) => `how far away is ${subject} from the camera${inUnit}?`,
        ({ subject }, inUnit) => `how far away is ${subject}${inUnit}?`,
        ({ subject }, inUnit) => `how far off is ${subject}${inUnit}?`,
        ({ subject }, inUnit) => `how close is ${subject} to the camera${inUnit}?`,
        ({ subject }, inUnit) => `how near is ${subject} to the camera${inUnit}?`,
        ({ subject }, inUnit) => `how distant is ${subject} from the camera${inUnit}?`,
        ({ subject }, inUnit) => `what is the distance of ${subject} from the camera${inUnit}?`,
        ({ subject }, inUnit) => `what is the distance from the camera to ${subject}${inUnit}?`,
        ({ subject }, inUnit) => `give the distance from the camera to ${subject}${inUnit}.`,
        ({ subject }, inUnit) => `estimate the distance from the camera to ${subject}${inUnit}.`,
        ({ subject }, inUnit) => `measure the distance from the camera to ${subject}${inUnit}.`,
        ({ subject }, inUnit) => `tell me how far ${subject} is from the camera${inUnit}.`,
        ({ subject }, inUnit) => `tell me how far away ${subject} is${inUnit}.`,
        ({ subject }, inUnit) => `can you tell me how far away ${subject} is${inUnit}?`,
        ({ subject }, inUnit) =>
          `could you estimate how far ${subject} is from the camera${inUnit}?`,
        ({ subject }, inUnit) => `do you know how far away ${subject} is${inUnit}?`,
        ({ subject }, inUnit) => `at what distance from the camera is ${subject}${inUnit}?`,
        ({ subject }, inUnit) => `from the camera, how far is ${subject}${inUnit}?`,
        ({ subject }, inUnit) => `${subject} is how far away${inUnit}?`,
      ],
      tell: [
        (_, length) => `${length}.`,
        (_, length) => `about ${length}.`,
        (_, length) => `it is ${length} away.`,
        (_, length) => `it is ${length} from the camera.`,
        (_, length) => `the distance to the camera is ${length}.`,
        ({ subject }, length) => `${subject} is ${length} away.`,
        ({ subject }, length) => `${subject} is about ${length} away from the camera.`,
        ({ subject }, length) => `${subject} is ${length} from the camera.`,
        ({ subject }, length) => `the distance between ${subject} and the camera is ${length}.`,
        ({ subject }, length) => `from the camera to ${subject} it is roughly ${length}.`,
      ],
    },
  ],
});
