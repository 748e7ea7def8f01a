import {
  type LengthRelation,
  lengthDefinition,
  type Metres,
  marginBy,
  metresBy,
  type Placed,
  type PredicateRelation,
  predicateDefinition,
  type Vec3,
} from "../core/index.js";

/**
 * A length by its definition, from geometry. `up` is a unit vector.
 * Undefined without what it needs: up, a size, or (gap) the surfaces.
 */
export const measure = (
  relation: LengthRelation,
  a: Placed,
  b: Placed,
  up?: Vec3,
): Metres | undefined => metresBy(lengthDefinition(relation).truth, a, b, up);

/**
 * By how many metres "a relation b" holds; negative when it doesn't. Undefined without up, size or height where needed,
 * and where boxes don't tell: touching, inside, on, visible.
 */
export const marginOf = (
  relation: PredicateRelation,
  a: Placed,
  b: Placed,
  up?: Vec3,
): Metres | undefined => marginBy(predicateDefinition(relation).truth, a, b, up);
