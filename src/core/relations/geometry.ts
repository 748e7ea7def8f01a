import { distanceBetween, dot, norm, scale, subtract, type Vec3 } from "../geometry.js";
import type { Metres } from "../units.js";
import type { LengthRule, PlacesRule, PredicateRule } from "./definition.js";
import { type Placed, type QuantityName, quantities } from "./placed.js";

type Places = PlacesRule["along"];

const between: Readonly<
  Record<Places, (a: Vec3, b: Vec3, up: Vec3 | undefined) => Metres | undefined>
> = {
  line: distanceBetween,
  across: (a, b, up) => {
    if (up === undefined) return undefined;
    const apart = subtract(b, a);
    return norm(subtract(apart, scale(up, dot(apart, up))));
  },
  up: (a, b, up) => (up === undefined ? undefined : Math.abs(dot(subtract(b, a), up))),
};

interface Comparison {
  readonly quantity: QuantityName;
  readonly more: boolean;
}

const difference = (
  { quantity, more }: Comparison,
  a: Placed,
  b: Placed,
  up?: Vec3,
): Metres | undefined => {
  const { of } = quantities[quantity];
  const [one, other] = [of(a, up), of(b, up)];
  if (one === undefined || other === undefined) return undefined;
  return more ? one - other : other - one;
};

/** Undefined without what it needs: up, a size, or the surfaces; of a difference, where it is the other way round. */
export const metresBy = (
  truth: LengthRule,
  a: Placed,
  b: Placed,
  up?: Vec3,
): Metres | undefined => {
  switch (truth.by) {
    case "places":
      return between[truth.along](a.centre, b.centre, up);
    case "quantity":
      return quantities[truth.quantity].of(a, up);
    case "difference": {
      const metres = difference(truth, a, b, up);
      return metres !== undefined && metres >= 0 ? metres : undefined;
    }
    case "boxes":
      return truth.metres(a, b, up);
    case "surfaces":
      return undefined;
  }
};

/** By how many metres it holds; undefined without what it needs, and where boxes don't tell. */
export const marginBy = (
  truth: PredicateRule,
  a: Placed,
  b: Placed,
  up?: Vec3,
): Metres | undefined => {
  if (truth.by === "quantity") return difference(truth, a, b, up);
  return truth.by === "boxes" ? truth.margin(a, b, up) : undefined;
};
