import { distanceBetween, type Vec3 } from "../../core/index.js";
import { mayBeCalled, plainName } from "./words.js";

/** What a name is made specific by. */
export interface Nameable {
  readonly name: string;
  /** Metres, optical frame. */
  readonly centre: Vec3;
  /** Undefined where people would not agree. */
  readonly colour?: string;
}

/** Slopes (x/z) and shares of the distance by which things are clearly beside, or nearer than, each other. */
const clearSlope = 0.06;
const clearDepth = 1.15;
/** A landmark is so near (in metres), and to the others so many times as far. */
const nearby = 0.35;
const farther = 2;

const slope = ({ centre: [x, , z] }: Nameable): number => x / z;
const range = ({ centre }: Nameable): number => Math.hypot(...centre);

const isLeftOf = (a: Nameable, b: Nameable): boolean =>
  slope(b) - slope(a) > clearSlope && b.centre[0] > a.centre[0];

/** Others that a phrase might mean. */
const rivals = (one: Nameable, phrase: string, all: readonly Nameable[]): readonly Nameable[] =>
  all.filter((other) => other !== one && mayBeCalled(other.name, phrase));

const bySide = (one: Nameable, others: readonly Nameable[], name: string): string | undefined => {
  const [left, right] = others.length === 1 ? ["left", "right"] : ["leftmost", "rightmost"];
  if (others.every((other) => isLeftOf(one, other))) return `${left} ${name}`;
  return others.every((other) => isLeftOf(other, one)) ? `${right} ${name}` : undefined;
};

const byDepth = (one: Nameable, others: readonly Nameable[], name: string): string | undefined => {
  const [near, far] = others.length === 1 ? ["nearer", "farther"] : ["nearest", "farthest"];
  if (others.every((other) => range(other) > clearDepth * range(one))) return `${near} ${name}`;
  return others.every((other) => range(one) > clearDepth * range(other))
    ? `${far} ${name}`
    : undefined;
};

/** A landmark has one name, and isn't of a kind with what it tells apart. */
const byLandmark = (
  one: Nameable,
  others: readonly Nameable[],
  name: string,
  all: readonly Nameable[],
): string | undefined => {
  const landmark = all.find((each) => {
    const away = distanceBetween(each.centre, one.centre);
    return (
      each !== one &&
      !others.includes(each) &&
      away < nearby &&
      rivals(each, plainName(each.name), all).length === 0 &&
      others.every((other) => distanceBetween(each.centre, other.centre) > farther * away)
    );
  });
  return landmark && `${name} near the ${plainName(landmark.name)}`;
};

const byColour = (one: Nameable, all: readonly Nameable[], name: string): string | undefined => {
  const { colour } = one;
  if (colour === undefined || name.includes(colour)) return undefined;
  const phrase = `${colour} ${name}`;
  const isShared = rivals(one, name, all).some(
    (other) => other.colour === undefined || other.colour === colour,
  );
  return isShared ? undefined : phrase;
};

/**
 * A name for each thing that means it alone: its own where no other may be called so; else by colour, by where it is from
 * the camera's view, or by what it is near; undefined where none of it tells.
 */
export const specificNames = (things: readonly Nameable[]): readonly (string | undefined)[] =>
  things.map((one) => {
    const name = plainName(one.name);
    const others = rivals(one, name, things);
    if (others.length === 0) return name;
    return (
      byColour(one, things, name) ??
      bySide(one, others, name) ??
      byDepth(one, others, name) ??
      byLandmark(one, others, name, things)
    );
  });
