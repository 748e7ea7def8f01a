import type { Vec3 } from "../geometry.js";
import type { Metres } from "../units.js";
import type { Placed, QuantityName } from "./placed.js";
import type { LengthWording, PredicateWording } from "./wording.js";

/** The frame that direction words refer to: the camera's image, or the world's up. */
export type ReferenceFrame = "image" | "gravity";

/** What a length in prose is said to be of. */
export type MeasureKind =
  | "distance"
  | "gap"
  | "horizontal"
  | "vertical"
  | "height"
  | "width"
  | "size";

interface Definition {
  /** Relations of one thing have a subject and no object. */
  readonly of: "one" | "two";
  /** Whether it has no answer without an up direction. */
  readonly needsUp?: true;
  /** Whether `a R b` and `b R a` are the same question. */
  readonly symmetric?: true;
  /** Where a gripper begins is a convention: data sets don't ask this of one. */
  readonly notOfGrippers?: true;
  /**
   * SpatialFact.kind in messages: lengths 0 to 99, predicates 100 to 255. Never renumber: recordings keep them. A relation
   * without one is asked and told, and left out of messages.
   */
  readonly message?: number;
  /** Data sets draw it only where it is asked for by name: those that nano was trained on stay as they are. */
  readonly onRequest?: true;
  /** What the function of its name means in task files; without it there is none. */
  readonly means?: string;
}

/** Between centres: all of the vector, or its part along or across up. */
export interface PlacesRule {
  readonly by: "places";
  readonly along: "line" | "up" | "across";
}

/** What a length is, by geometry. */
export type LengthRule =
  | PlacesRule
  /** Between nearest surfaces, which no box tells. */
  | { readonly by: "surfaces" }
  /** How much of a quantity one thing has. */
  | { readonly by: "quantity"; readonly quantity: QuantityName }
  /** How much more (or less) of a quantity the subject has than the object; asked where that predicate holds. */
  | {
      readonly by: "difference";
      readonly quantity: QuantityName;
      readonly more: boolean;
      readonly presumes: string;
    }
  /** Any other function of boxes; undefined without what it needs. */
  | {
      readonly by: "boxes";
      readonly metres: (a: Placed, b: Placed, up?: Vec3) => Metres | undefined;
    };

/** What surfaces decide of two things, and no box tells. */
export const contacts = ["touching", "inside", "on"] as const;
export type Contact = (typeof contacts)[number];

/** When a predicate holds. */
export type PredicateRule =
  /** The subject has more (or less) of a quantity than the object. */
  | { readonly by: "quantity"; readonly quantity: QuantityName; readonly more: boolean }
  /** Any other function of boxes: by how many metres it holds, below 0 where it doesn't. */
  | {
      readonly by: "boxes";
      readonly margin: (a: Placed, b: Placed, up?: Vec3) => Metres | undefined;
      /** Data sets don't ask where it holds or fails by less. */
      readonly clear: Metres;
    }
  | { readonly by: "contact"; readonly contact: Contact }
  /** The picture decides. */
  | { readonly by: "sight" };

/** How a predicate is restated in an answer. Each word list is matched as whole words, in lower case. */
export interface RelationWords {
  /** "A … B" says that it holds of A and B. */
  readonly says: readonly string[];
  /** "A … B" says the opposite of A and B: what "B says A" would. */
  readonly opposite?: readonly string[];
  /** "A … B" says that it holds of B and A. */
  readonly converse?: readonly string[];
  /** When it doesn't hold one way, it holds the other way (nearly always), as a "which" question presumes. */
  readonly comparative?: true;
}

type Accepted = readonly (MeasureKind | undefined)[];

export interface LengthDefinition<Truth extends LengthRule = LengthRule> extends Definition {
  readonly kind: "length";
  readonly truth: Truth;
  /** What answers it in prose, the most telling first; kinds of one group count alike, undefined is an unnamed length. */
  readonly answers: readonly Accepted[];
  readonly wordings: readonly LengthWording[];
  /** Recognised as well; data sets draw them only where the relation is asked for by name. */
  readonly more?: readonly LengthWording[];
}

export interface PredicateDefinition<Truth extends PredicateRule = PredicateRule>
  extends Definition {
  readonly kind: "predicate";
  readonly truth: Truth;
  readonly referenceFrame?: ReferenceFrame;
  readonly words: RelationWords;
  readonly wordings: readonly PredicateWording[];
  /** Recognised as well; data sets draw them only where the relation is asked for by name. */
  readonly more?: readonly PredicateWording[];
}

/** All that this package knows of one relation. */
export type RelationDefinition = LengthDefinition | PredicateDefinition;

/** A length, with the kind of its truth kept in the type. */
export const defineLength = <const Truth extends LengthRule>(
  definition: Omit<LengthDefinition<Truth>, "kind">,
): LengthDefinition<Truth> => ({ kind: "length", ...definition });

/** A predicate, with the kind of its truth kept in the type. */
export const definePredicate = <const Truth extends PredicateRule>(
  definition: Omit<PredicateDefinition<Truth>, "kind">,
): PredicateDefinition<Truth> => ({ kind: "predicate", ...definition });
