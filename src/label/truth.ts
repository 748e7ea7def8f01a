import type { BagMessage } from "../bag/index.js";
import {
  isLengthFact,
  isSymmetric,
  nanosecondsPerSecond,
  type Query,
  remember,
  type SpatialFact,
  type Stamp,
  type Vec3,
} from "../core/index.js";
import { decodeFactsThat } from "../messages/index.js";
import type { FilteredValue, Need } from "../reward/index.js";
import { sameName } from "./same-name.js";
import { followTrueRises } from "./true-rises.js";

export const truthTopic = "/ground_truth/facts";

/** What is true of each need of the task in one frame, by its key. */
export type Truth = ReadonlyMap<string, FilteredValue>;

export const states = (fact: SpatialFact, query: Query): boolean => relates(fact, query);

const relates = (fact: Query, { relation, subject, object }: Query): boolean =>
  fact.relation === relation &&
  ((sameName(fact.subject, subject) && sameName(fact.object, object)) ||
    (isSymmetric(relation) && sameName(fact.subject, object) && sameName(fact.object, subject)));

const valueIn = (fact: SpatialFact): FilteredValue =>
  isLengthFact(fact)
    ? { kind: "length", raw: fact.metres, filtered: fact.metres, stddev: 0 }
    : { kind: "predicate", probability: fact.probability };

/** What facts say of a task's needs; needs they are silent about are left out, as is what takes more than one frame. */
export const truthOf = (facts: readonly SpatialFact[], needs: readonly Need[]): Truth => {
  const values = new Map<string, FilteredValue>();
  for (const { key, query, raised } of needs) {
    const fact = raised ? undefined : facts.find((each) => states(each, query));
    if (fact) values.set(key, valueIn(fact));
  }
  return values;
};

/** Where the things that needs speak of truly are, by the needs' phrases; metres in the camera's optical frame. */
export type TruePoints = ReadonlyMap<string, Vec3>;

/** All that a recording tells of the truth in one frame. */
export interface RecordedTruth {
  readonly values: Truth;
  readonly points: TruePoints;
}

const phrasesOf = (needs: readonly Need[]): readonly string[] =>
  [...new Set(needs.flatMap(({ query }) => [query.subject, query.object]))].filter(Boolean);

const pointOf = (facts: readonly SpatialFact[], phrase: string): Vec3 | undefined => {
  for (const { subject, object, subjectPoint, objectPoint } of facts) {
    if (subjectPoint && sameName(subject, phrase)) return subjectPoint;
    if (objectPoint && sameName(object, phrase)) return objectPoint;
  }
  return undefined;
};

const pointsOf = (facts: readonly SpatialFact[], phrases: readonly string[]): TruePoints =>
  new Map(
    phrases.flatMap((phrase) => {
      const point = pointOf(facts, phrase);
      return point ? [[phrase, point] as const] : [];
    }),
  );

/** Whether a fact of these names may tell anything of the needs. */
const tellingOf = (needs: readonly Need[]): ((query: Query) => boolean) => {
  const risen = needs.filter(({ raised }) => raised).map(({ query }) => query.subject);
  const tells = ({ relation, subject, object }: Query): boolean =>
    needs.some(({ query }) => relates({ relation, subject, object }, query)) ||
    risen.some((name) => sameName(subject, name) || sameName(object, name));
  const key = ({ relation, subject, object }: Query) => `${relation}\n${subject}\n${object}`;
  return remember(tells, mostQueries, key);
};

/** A recording says the same things of every frame. */
const mostQueries = 10_000;

/** Truths and frames are told apart by stamp; a truth may be recorded a little before or after its image. */
const spread = 2n * nanosecondsPerSecond;

/** Looks up the truth of frames that come in log-time order, holding no more than a few seconds of it. */
export const createTruthCursor = (
  messages: AsyncIterable<BagMessage>,
  needs: readonly Need[],
): ((stamp: Stamp, logTime: Stamp) => Promise<RecordedTruth | undefined>) => {
  const source = messages[Symbol.asyncIterator]();
  const held = new Map<Stamp, { readonly logTime: Stamp; readonly truth: RecordedTruth }>();
  const rises = followTrueRises(needs);
  const matters = tellingOf(needs);
  const phrases = phrasesOf(needs);
  let readTo: Stamp | undefined;
  let done = false;
  const readUntil = async (time: Stamp): Promise<void> => {
    while (!done && (readTo === undefined || readTo <= time)) {
      const next = await source.next();
      done = next.done === true;
      if (next.done) return;
      const { data, logTime } = next.value;
      const { stamp, facts } = decodeFactsThat(matters, data);
      const values = new Map([...truthOf(facts, needs), ...rises(stamp, facts)]);
      held.set(stamp, { logTime, truth: { values, points: pointsOf(facts, phrases) } });
      readTo = logTime;
    }
  };
  return async (stamp, logTime) => {
    await readUntil(logTime + spread);
    for (const [each, { logTime: at }] of held) if (at < logTime - spread) held.delete(each);
    return held.get(stamp)?.truth;
  };
};
