import { genericNouns } from "./trained.js";

/** A colour tells things apart that a word for anything does not: "red object" was trained, "object" alone hardly says a thing. */
const distanceWithColour = 2 / 3;

/** Of every word that is not used: the thing meant may be another. No more than this in all. */
const distanceOfUnused = 0.05;
const mostOfUnused = 0.2;

/** 0..1: distances of meaning taken together, as if each were the probability of something else being meant. */
export const together = (distances: readonly number[]): number =>
  1 - distances.reduce((kept, distance) => kept * (1 - distance), 1);

/** How far a phrase may be from what was meant by a name of a noun, a colour and words that are not used. */
export const distanceOf = (found: {
  readonly noun: { readonly phrase: string; readonly distance: number };
  readonly colour?: number;
  readonly unused: number;
}): number => {
  const { noun, colour, unused } = found;
  const isGeneric = genericNouns.includes(noun.phrase);
  const ofNoun = noun.distance * (isGeneric && colour !== undefined ? distanceWithColour : 1);
  const ofUnused = Math.min(mostOfUnused, unused * distanceOfUnused);
  return together([ofNoun, colour ?? 0, ofUnused]);
};
