import {
  isLengthRelation,
  isUnaryRelation,
  type LengthRelation,
  type Metres,
  type PredicateRelation,
  type Relation,
  uprightRelations,
} from "../core/index.js";
import { isGeometricPredicate, marginOf, measure } from "../vqa/index.js";
import type { DataLine, Pair, Thing } from "./schema.js";

/** A true statement about things of one image. `object` is undefined for relations of one thing. */
export interface LengthTruth {
  readonly relation: LengthRelation;
  readonly subject: Thing;
  readonly object: Thing | undefined;
  readonly metres: Metres;
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
/** Positions closer than this are not called left or right, above or below, … of each other. */
const clearPosition: Metres = 0.02;
/** Sizes closer than this are not called larger or smaller. */
const clearSize: Metres = 0.01;
/** A gap below this is neither contact nor clearly none. */
const clearGap: Metres = 0.003;

const ofSizes = new Set<Relation>([
  "width",
  "height",
  "taller",
  "shorter",
  "wider",
  "narrower",
  "bigger",
  "smaller",
]);
/** A gripper is an arm's end: where it begins is a convention, so its size, and things on it, are not asked about. */
const notOfGrippers = new Set<Relation>([...ofSizes, "inside", "on"]);

const column = ({ centre: [x, , z] }: Thing): number => x / z;

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
    if (uprightRelations.has(relation) && this.line.camera.up === undefined) return [];
    const things = notOfGrippers.has(relation)
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
      const metres = this.metres(relation, subject, object);
      return metres === undefined ? undefined : { relation, subject, object, metres };
    }
    const holds = this.holds(relation, subject, object);
    return holds === undefined ? undefined : { relation, subject, object, holds };
  }

  private metres(relation: LengthRelation, a: Thing, b: Thing | undefined): Metres | undefined {
    if (relation === "gap") return b === undefined ? undefined : this.eitherPair(a, b)?.gap;
    return measure(relation, a, b ?? a, this.line.camera.up);
  }

  private holds(relation: PredicateRelation, a: Thing, b: Thing | undefined): boolean | undefined {
    if (relation === "visible") return a.visible >= plainlySeenShare ? true : undefined;
    if (b === undefined) return undefined;
    if (isGeometricPredicate(relation)) {
      const margin = marginOf(relation, a, b, this.line.camera.up);
      if (margin === undefined) return undefined;
      const clear = ofSizes.has(relation) ? clearSize : clearPosition;
      if (Math.abs(margin) < clear) return undefined;
      return this.looksOtherwise(relation, a, b, margin > 0) ? undefined : margin > 0;
    }
    if (relation === "touching") return this.touches(a, b);
    return this.pair(a, b)?.[relation];
  }

  /** Left by metres but not by pixels (one is much nearer): true by definition, and odd to ask. */
  private looksOtherwise(relation: PredicateRelation, a: Thing, b: Thing, holds: boolean): boolean {
    if (relation !== "left_of" && relation !== "right_of") return false;
    const leftInImage = column(a) < column(b);
    return (relation === "left_of" ? leftInImage : !leftInImage) !== holds;
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
