import {
  definitionOf,
  isLengthRelation,
  isPredicateRelation,
  isUnaryRelation,
  isUprightRelation,
  type LengthRelation,
  lengthDefinition,
  type Metres,
  type Placed,
  type PredicateRelation,
  type PredicateRule,
  predicateDefinition,
  quantities,
  type Relation,
} from "../core/index.js";
import { marginOf, measure } from "../vqa/index.js";
import type { DataLine, Pair, Thing } from "./schema.js";
import { placedOf, spreadOf } from "./spread.js";

/** A true statement about things of one image. `object` is undefined for relations of one thing. */
export interface LengthTruth {
  readonly relation: LengthRelation;
  readonly subject: Thing;
  readonly object: Thing | undefined;
  readonly metres: Metres;
  /** Where it follows from what was measured. */
  readonly stddev?: Metres;
}

export interface PredicateTruth {
  readonly relation: PredicateRelation;
  readonly subject: Thing;
  readonly object: Thing | undefined;
  readonly holds: boolean;
}

export type Truth = LengthTruth | PredicateTruth;

/** Less of a thing than this share is too little to ask about it, and too much to call it hidden. */
const seenShare = 0.05;
/** From this share on a thing is called visible without reserve. */
const plainlySeenShare = 0.2;
/** A gap below this is neither contact nor clearly none. */
const clearGap: Metres = 0.003;

/** Of a measured length, σ may be such a share; and a measured difference must be so many σ to be told. */
const surely = 0.15;
const beyondDoubt = 2;

const column = ({ centre: [x, , z] }: Thing): number => x / z;

type ByBoxes = Extract<PredicateRule, { by: "quantity" | "boxes" }>;

const clearOf = (truth: ByBoxes): Metres =>
  truth.by === "quantity" ? quantities[truth.quantity].clear : truth.clear;

/** Left by metres but not by pixels (one is much nearer): true by definition, and odd to ask. */
const looksOtherwise = (truth: ByBoxes, a: Thing, b: Thing, holds: boolean): boolean => {
  if (truth.by !== "quantity" || truth.quantity !== "right") return false;
  const leftInImage = column(a) < column(b);
  return (truth.more ? !leftInImage : leftInImage) !== holds;
};

/** What can be said about one image for certain. */
export class Scene {
  readonly seen: readonly Thing[];
  /** Phrases of things that are not to be seen: absent or wholly hidden. */
  readonly unseen: readonly string[];
  private readonly pairs: ReadonlyMap<string, Pair>;
  private readonly known = new Map<Relation, readonly Truth[]>();

  constructor(private readonly line: DataLine) {
    this.seen = line.things.filter(({ visible }) => visible >= seenShare);
    const hidden = line.things.filter(({ visible }) => visible === 0);
    this.unseen = [...line.absent, ...hidden.map(({ name }) => name)];
    this.pairs = new Map(line.pairs.map((pair) => [`${pair.a},${pair.b}`, pair]));
  }

  get grippers(): readonly Thing[] {
    return this.seen.filter(({ gripper }) => gripper === true);
  }

  /** Every statement of a relation that is clear enough to ask about; both orders of a pair. */
  truths(relation: Relation): readonly Truth[] {
    const known = this.known.get(relation);
    if (known !== undefined) return known;
    const truths = this.find(relation);
    this.known.set(relation, truths);
    return truths;
  }

  private find(relation: Relation): readonly Truth[] {
    if (isUprightRelation(relation) && this.line.camera.up === undefined) return [];
    const things = definitionOf(relation).notOfGrippers
      ? this.seen.filter(({ gripper }) => gripper !== true)
      : this.seen;
    if (isUnaryRelation(relation)) {
      return things.flatMap((thing) => this.truth(relation, thing, undefined) ?? []);
    }
    return things.flatMap((a) =>
      things.flatMap((b) => (a === b ? [] : (this.truth(relation, a, b) ?? []))),
    );
  }

  private truth(relation: Relation, subject: Thing, object: Thing | undefined): Truth | undefined {
    if (isLengthRelation(relation)) {
      return this.length(relation, subject, object);
    }
    if (!isPredicateRelation(relation)) return undefined;
    const holds = this.holds(relation, subject, object);
    return holds === undefined ? undefined : { relation, subject, object, holds };
  }

  /** One that was measured counts where it is sure enough to be an answer. */
  private length(
    relation: LengthRelation,
    subject: Thing,
    object: Thing | undefined,
  ): LengthTruth | undefined {
    const metres = this.metres(relation, subject, object);
    if (metres === undefined) return undefined;
    const stated = { relation, subject, object, metres };
    if (!subject.deviation && !object?.deviation) return stated;
    const { up } = this.line.camera;
    const compute = (a: Placed, b: Placed) => measure(relation, a, b, up);
    const stddev = spreadOf(compute, subject, object ?? subject);
    return stddev <= surely * metres ? { ...stated, stddev } : undefined;
  }

  private metres(relation: LengthRelation, a: Thing, b: Thing | undefined): Metres | undefined {
    const { truth } = lengthDefinition(relation);
    if (truth.by === "surfaces") return b === undefined ? undefined : this.eitherPair(a, b)?.gap;
    const metres = measure(relation, placedOf(a), placedOf(b ?? a), this.line.camera.up);
    return truth.by === "difference" && (metres ?? 0) < quantities[truth.quantity].clear
      ? undefined
      : metres;
  }

  private holds(relation: PredicateRelation, a: Thing, b: Thing | undefined): boolean | undefined {
    const { truth } = predicateDefinition(relation);
    if (truth.by === "sight") return a.visible >= plainlySeenShare ? true : undefined;
    if (truth.by === "contact")
      return (
        b && (truth.contact === "touching" ? this.touches(a, b) : this.pair(a, b)?.[truth.contact])
      );
    const { up } = this.line.camera;
    const compute = (one: Placed, other: Placed) => marginOf(relation, one, other, up);
    const margin = compute(placedOf(a), placedOf(b ?? a));
    const doubt = beyondDoubt * spreadOf(compute, a, b ?? a);
    if (margin === undefined || Math.abs(margin) < clearOf(truth) + doubt) return undefined;
    return b && looksOtherwise(truth, a, b, margin > 0) ? undefined : margin > 0;
  }

  private touches(a: Thing, b: Thing): boolean | undefined {
    const pair = this.eitherPair(a, b);
    if (pair === undefined) return undefined;
    return pair.touching || pair.gap >= clearGap ? pair.touching : undefined;
  }

  private pair(a: Thing, b: Thing): Pair | undefined {
    const { things } = this.line;
    return this.pairs.get(`${things.indexOf(a)},${things.indexOf(b)}`);
  }

  private eitherPair(a: Thing, b: Thing): Pair | undefined {
    return this.pair(a, b) ?? this.pair(b, a);
  }
}
