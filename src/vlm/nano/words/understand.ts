import type { Understood, UnknownWord } from "../../backend.js";
import type { Lexicon, Meaning } from "./lexicon.js";
import { distanceOf } from "./meaning.js";
import { modifiersOf } from "./modifiers.js";
import { phraseOf, wordsOf } from "./phrase.js";
import { trainedColours, trainedNouns } from "./trained.js";

/** What a model of a closed vocabulary knows by itself. */
export interface Known {
  /** Words of a text that the model lacks. */
  readonly unknownIn: (text: string) => readonly string[];
  /** Words for things; other words that it knows are those that questions are made of. */
  readonly things: ReadonlySet<string>;
  readonly lexicon: () => Lexicon;
}

export const knows = ({ unknownIn }: Pick<Known, "unknownIn">, text: string): boolean =>
  unknownIn(text).length === 0;

/** What could not be understood of a name: the words of it that nobody knows for a thing. */
export interface NotUnderstood {
  readonly unknown: readonly string[];
}

/** A question as it can be put to a model, and what was made of its names. */
export interface Understanding {
  /** The question's words, with what names were understood as in their place. */
  readonly text: string;
  readonly understood: readonly Understood[];
  /** Words that keep it from being asked, each with the name it is in. */
  readonly unknown: readonly Pick<UnknownWord, "word" | "phrase">[];
}

/** Words of a noun: "remote control", "roll of tape". */
const longestNoun = 4;

/** What a noun is understood as: itself where the model was trained on it. */
const nounOf = (words: string, known: Known): Meaning | "refused" | undefined => {
  if (trainedNouns.has(words) && knows(known, words)) return { phrase: words, distance: 0 };
  const meaning = known.lexicon().noun(words);
  if (meaning === "refused" || (meaning && knows(known, meaning.phrase))) return meaning;
  return known.things.has(words) ? { phrase: words, distance: 0 } : undefined;
};

interface Head {
  readonly noun: Meaning;
  readonly text: string;
  readonly before: readonly string[];
}

/** The longest end of the words that names a thing. */
const headOf = (words: readonly string[], known: Known): Head | undefined => {
  for (let size = Math.min(longestNoun, words.length); size > 0; size--) {
    const text = words.slice(-size).join(" ");
    const noun = nounOf(text, known);
    if (noun === "refused") return undefined;
    if (noun) return { noun, text, before: words.slice(0, -size) };
  }
  return undefined;
};

/** "red object" is of a colour by itself; one that was said wins. */
const splitColour = (phrase: string): { readonly colour?: string; readonly noun: string } => {
  const [first = "", ...rest] = phrase.split(" ");
  return trainedColours.includes(first) && rest.length > 0
    ? { colour: first, noun: rest.join(" ") }
    : { noun: phrase };
};

/** A whole name that stands in the tables ("slice of pizza"), or the head of it and what is said of that. */
const partsOf = (name: string, known: Known) => {
  const words = wordsOf(name);
  const whole = words.length <= longestNoun ? nounOf(words.join(" "), known) : undefined;
  const { words: core, after } =
    whole && whole !== "refused" ? { words, after: "" } : phraseOf(words);
  return { head: headOf(core, known), core, after };
};

/** Of words that name nothing, those that were to: a colour is understood, and names nothing by itself. */
const namesOf = (words: readonly string[], { lexicon }: Known): readonly string[] => {
  const names = words.filter((word) => !lexicon().colour(word) && !lexicon().describes(word));
  return names.length > 0 ? names : words;
};

/**
 * What a name that holds words the model has not learnt is understood as: a trained colour and a trained noun. What else
 * it says of a thing is not used.
 */
export const understand = (name: string, known: Known): Understood | NotUnderstood => {
  const { head, core, after } = partsOf(name, known);
  const failed = (words: readonly string[]): NotUnderstood => {
    const unknown = words.flatMap(known.unknownIn);
    return { unknown: unknown.length > 0 ? unknown : known.unknownIn(name) };
  };
  if (!head) return failed(namesOf(core, known));
  const { noun, colour: usual } = splitColour(head.noun.phrase);
  const said = modifiersOf(head.before, head.text, known);
  if (said.unknown.length > 0) return failed(said.unknown);
  const colour = said.colour?.name ?? usual;
  const as = colour === undefined ? noun : `${colour} ${noun}`;
  if (!knows(known, as)) return failed(core);
  const unused = after === "" ? said.unused : [...said.unused, after];
  const distance = distanceOf({
    noun: { phrase: noun, distance: head.noun.distance },
    ...(said.colour && { colour: said.colour.distance }),
    unused: unused.length,
  });
  return { phrase: name, as, distance, unused };
};
