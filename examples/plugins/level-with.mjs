// A relation of your own: whether two things are at one height. Load it with --plugin examples/plugins/level-with.mjs
export const relations = {
  level_with: {
    kind: "predicate",
    of: "two",
    symmetric: true,
    needsUp: true,
    // In messages: any number from 100 to 255 that no relation has.
    message: 200,
    // What level_with(a, b) means in task files.
    means: "probability that the centres of a and b are less than 3 cm apart in height",
    truth: {
      by: "boxes",
      // By how many metres it holds. Optical frame: x right, y down, z forward; `up` is a unit vector.
      margin: (a, b, up) => {
        if (up === undefined) return undefined;
        const rise = [0, 1, 2].reduce((sum, i) => sum + (a.centre[i] - b.centre[i]) * up[i], 0);
        return 0.03 - Math.abs(rise);
      },
      // Data sets don't ask where it is closer than that.
      clear: 0.01,
    },
    words: { says: ["level with", "level", "at the same height"] },
    wordings: [
      {
        id: "level-with/is",
        ask: [
          ({ subject, object }) => `is ${subject} level with ${object}?`,
          ({ subject, object }) => `are ${subject} and ${object} at the same height?`,
        ],
        yes: [() => "yes.", ({ subject, object }) => `${subject} is level with ${object}.`],
        no: [() => "no.", ({ subject, object }) => `${subject} is not level with ${object}.`],
      },
    ],
  },
};
