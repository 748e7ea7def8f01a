import {
  isLengthRelation,
  isPredicateRelation,
  mean,
  median,
  type Relation,
} from "../../core/index.js";
import { askableKinds } from "../../data-engine/index.js";
import { type DataLine, Scene, type Thing } from "../../dataset/index.js";
import { marginOf, measure } from "../../vqa/index.js";
import type { EngineCase } from "./cases.js";

/** How right the facts of one relation are. */
export interface RelationScore {
  readonly relation: Relation;
  readonly facts: number;
  /** Median of |told − true| / true, of lengths; NaN of predicates. */
  readonly error: number;
  /** Share of lengths within 2 of their stated deviations, or of predicates that hold as told. */
  readonly right: number;
}

interface Checked {
  readonly relation: Relation;
  readonly error?: number;
  readonly right: boolean;
}

type Matches = (thing: Thing, truth: DataLine) => Thing | undefined;

/** By what it was called. */
export const byName: Matches = ({ attributes }, truth) =>
  truth.things.find(({ name }) => name === attributes.called);

const overlap = (a: Thing["box"], b: Thing["box"]): number => {
  if (!a || !b) return 0;
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const area = ([x0, y0, x1, y1]: NonNullable<Thing["box"]>): number => (x1 - x0) * (y1 - y0);
  return (width * height) / (area(a) + area(b) - width * height);
};

/** By where it is: what covers most of the same pixels, whatever it was called. */
export const byPlace: Matches = ({ box }, truth) => {
  const [best] = truth.things
    .map((thing) => ({ thing, share: overlap(box, thing.box) }))
    .sort((a, b) => b.share - a.share);
  return best && best.share > 0.4 ? best.thing : undefined;
};

const checksOf = ({ truth, lifted }: EngineCase, matches: Matches): readonly Checked[] => {
  const scene = new Scene(lifted);
  const { up } = truth.camera;
  return askableKinds().flatMap((relation) =>
    scene.truths(relation).flatMap((told): readonly Checked[] => {
      const subject = matches(told.subject, truth);
      const object = told.object ? matches(told.object, truth) : subject;
      if (!subject || !object) return [];
      if ("metres" in told && isLengthRelation(relation)) {
        const metres = measure(relation, subject, object, up);
        if (metres === undefined || !(metres > 0)) return [];
        const off = Math.abs(told.metres - metres);
        return [{ relation, error: off / metres, right: off <= 2 * (told.stddev ?? 0) }];
      }
      if (!("holds" in told) || !isPredicateRelation(relation)) return [];
      const margin = marginOf(relation, subject, object, up);
      return margin === undefined ? [] : [{ relation, right: margin > 0 === told.holds }];
    }),
  );
};

const scoreOf = (relation: Relation, all: readonly Checked[]): RelationScore => ({
  relation,
  facts: all.length,
  error: median(all.flatMap(({ error }) => (error === undefined ? [] : [error]))),
  right: mean(all.map(({ right }) => Number(right))),
});

/** What all pictures say together. */
export interface EngineScore {
  readonly pictures: number;
  /** Things lifted, and of those the ones that are there. */
  readonly things: number;
  readonly matched: number;
  /** Pictures whose up is known, and the median of the angles by which it errs. [degrees] */
  readonly upright: number;
  readonly upError: number;
  readonly relations: readonly RelationScore[];
  /** Of all lengths, and of all predicates. */
  readonly lengths: { readonly facts: number; readonly error: number; readonly right: number };
  readonly predicates: { readonly facts: number; readonly right: number };
  readonly milliseconds: number;
}

const angle = (a: readonly number[], b: readonly number[]): number =>
  (Math.acos(
    Math.min(
      1,
      a.reduce((sum, each, i) => sum + each * (b[i] ?? 0), 0),
    ),
  ) *
    180) /
  Math.PI;

const upErrors = (cases: readonly EngineCase[]): readonly number[] =>
  cases.flatMap(({ truth, lifted }) =>
    truth.camera.up && lifted.camera.up ? [angle(truth.camera.up, lifted.camera.up)] : [],
  );

/** @param matches which true thing is meant by one that was lifted */
export const scoreCases = (cases: readonly EngineCase[], matches: Matches): EngineScore => {
  const checks = cases.flatMap((each) => checksOf(each, matches));
  const lengths = checks.filter(({ error }) => error !== undefined);
  const predicates = checks.filter(({ error }) => error === undefined);
  const angles = upErrors(cases);
  const things = cases.flatMap(({ truth, lifted }) =>
    lifted.things.map((thing) => matches(thing, truth) !== undefined),
  );
  const right = (all: readonly Checked[]): number => mean(all.map((each) => Number(each.right)));
  return {
    pictures: cases.length,
    things: things.length,
    matched: things.filter(Boolean).length,
    upright: angles.length,
    upError: median(angles),
    relations: askableKinds().map((relation) =>
      scoreOf(
        relation,
        checks.filter((each) => each.relation === relation),
      ),
    ),
    lengths: {
      facts: lengths.length,
      error: median(lengths.flatMap(({ error }) => error ?? [])),
      right: right(lengths),
    },
    predicates: { facts: predicates.length, right: right(predicates) },
    milliseconds: mean(cases.map(({ milliseconds }) => milliseconds)),
  };
};
