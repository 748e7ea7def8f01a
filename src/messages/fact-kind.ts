import type { ReferenceFrame, Relation } from "../core/index.js";

/** SpatialFact.kind in messages, equal to the constants in msg/SpatialFact.msg. Never renumber: recordings keep them. */
export const factKinds = {
  distance: 0,
  gap: 1,
  horizontal_distance: 2,
  vertical_distance: 3,
  width: 4,
  height: 5,
  left_of: 100,
  right_of: 101,
  above: 102,
  below: 103,
  in_front_of: 104,
  behind: 105,
  closer: 106,
  farther: 107,
  taller: 108,
  shorter: 109,
  wider: 110,
  narrower: 111,
  bigger: 112,
  smaller: 113,
  touching: 114,
  inside: 115,
  on: 116,
  visible: 117,
} as const satisfies Record<Relation, number>;

/** SpatialFact.reference_frame in messages; 0 is unknown. */
export const referenceFrames = {
  image: 1,
  gravity: 2,
} as const satisfies Record<ReferenceFrame, number>;

const inverse = <Name extends string>(
  numbers: Readonly<Record<Name, number>>,
): ReadonlyMap<number, Name> => {
  const names = new Map<number, Name>();
  for (const name in numbers) names.set(numbers[name], name);
  return names;
};

const relations = inverse(factKinds);
const references = inverse(referenceFrames);

/** Undefined: a kind of a later version. */
export const relationOfKind = (kind: number): Relation | undefined => relations.get(kind);

export const referenceFrameOf = (constant: number): ReferenceFrame | undefined =>
  references.get(constant);
