import type { PredicateRelation } from "../../core/index.js";

/** How a relation is restated in an answer. Each word list is matched as whole words, in lower case. */
export interface RelationWords {
  /** "A … B" says that it holds of A and B. */
  readonly says: readonly string[];
  /** "A … B" says the opposite of A and B: what "B says A" would. */
  readonly opposite: readonly string[];
  /** "A … B" says that it holds of B and A. */
  readonly converse: readonly string[];
  /** It holds of A and B when it holds of B and A. */
  readonly symmetric: boolean;
  /** When it doesn't hold one way, it holds the other way (nearly always), as a "which" question presumes. */
  readonly comparative: boolean;
}

const direction = (says: readonly string[], opposite: readonly string[]): RelationWords => ({
  says,
  opposite,
  converse: [],
  symmetric: false,
  comparative: false,
});

const comparison = (says: readonly string[], opposite: readonly string[]): RelationWords => ({
  ...direction(says, opposite),
  comparative: true,
});

const left = ["left"];
const right = ["right"];
const above = ["above", "higher"];
const below = ["below", "lower", "beneath", "underneath", "under"];
const front = ["in front", "ahead of", "in the foreground"];
const back = ["behind", "in back of", "at the back"];
const near = ["closer", "nearer", "closest", "nearest"];
const far = ["farther", "further", "farthest", "furthest", "further away", "farther away"];
const tall = ["taller", "tallest"];
const short = ["shorter", "shortest"];
const wide = ["wider", "broader", "widest"];
const narrow = ["narrower", "slimmer", "narrowest"];
const big = ["bigger", "larger", "biggest", "largest"];
const small = ["smaller", "smallest"];

export const relationWords: Readonly<Record<PredicateRelation, RelationWords>> = {
  left_of: direction(left, right),
  right_of: direction(right, left),
  above: direction(above, below),
  below: direction(below, above),
  in_front_of: direction(front, back),
  behind: direction(back, front),
  closer: comparison(near, far),
  farther: comparison(far, near),
  taller: comparison(tall, short),
  shorter: comparison(short, tall),
  wider: comparison(wide, narrow),
  narrower: comparison(narrow, wide),
  bigger: comparison(big, small),
  smaller: comparison(small, big),
  touching: {
    ...direction(["touching", "touch", "touches", "in contact", "made contact"], []),
    symmetric: true,
  },
  inside: {
    ...direction(["inside", "within", "contained in", "in"], ["outside"]),
    converse: ["contains", "holds", "containing", "holding"],
  },
  on: {
    ...direction(["on top of", "on", "resting on", "atop"], []),
    converse: ["supports", "supporting"],
  },
  visible: {
    ...direction(["visible", "see", "in view", "in the image", "present"], []),
    symmetric: true,
  },
};
