import { fromRelations, type ReferenceFrame, type Relation } from "../core/index.js";

/** SpatialFact.kind in messages, equal to the constants in msg/SpatialFact.msg; a relation without a number has no place in one. */
export const factKinds = fromRelations(
  (all): ReadonlyMap<Relation, number> =>
    new Map(
      [...all].flatMap(([name, { message }]) => (message === undefined ? [] : [[name, message]])),
    ),
);

/** SpatialFact.reference_frame in messages; 0 is unknown. */
export const referenceFrames = {
  image: 1,
  gravity: 2,
} as const satisfies Record<ReferenceFrame, number>;

const relations = fromRelations(
  (): ReadonlyMap<number, Relation> =>
    new Map([...factKinds()].map(([name, kind]) => [kind, name])),
);
const references: ReadonlyMap<number, ReferenceFrame> = new Map([
  [referenceFrames.image, "image"],
  [referenceFrames.gravity, "gravity"],
]);

/** Undefined: a kind of a later version. */
export const relationOfKind = (kind: number): Relation | undefined => relations().get(kind);

export const referenceFrameOf = (constant: number): ReferenceFrame | undefined =>
  references.get(constant);
