import type { Reason } from "../core/index.js";
import type { TopicInfo } from "./recording.js";

/** Messages of one publisher of a topic, as a file keeps them apart: an MCAP channel, a ROS 1 connection, a row of topics. */
export interface Source<Id> {
  readonly id: Id;
  readonly topic: TopicInfo;
}

const kindOf = ({ type, messageEncoding }: TopicInfo): string => `${type}, ${messageEncoding}`;

const countOf = (sources: readonly { readonly topic: TopicInfo }[]): number =>
  sources.reduce((sum, { topic }) => sum + (topic.count ?? 0), 0);

const groupedBy = <T>(items: readonly T[], key: (item: T) => string): readonly T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
};

/** The kind that most messages are of; of equals the first. */
const commonest = <Id>(kinds: readonly (readonly Source<Id>[])[]): readonly Source<Id>[] =>
  kinds.reduce<readonly Source<Id>[]>(
    (best, kind) => (best.length === 0 || countOf(kind) > countOf(best) ? kind : best),
    [],
  );

/** What of its topic's other publishers is left out. */
const remarkOn = (chosen: TopicInfo, other: readonly Source<unknown>[]): readonly Reason[] => {
  const count = countOf(other);
  const [first] = other;
  if (first === undefined || count === 0) return [];
  const what = `messages on ${chosen.name} are ${kindOf(first.topic)} where most are ${kindOf(chosen)}: they are left out`;
  return [{ kind: "message", what, count }];
};

/**
 * Publishers of one topic are one topic, described by the first that has a definition. They must agree on type and
 * encoding: a topic's messages are read in one way, and those of another kind would be read as what they are not.
 */
export const ofOneKind = <Id>(
  sources: readonly Source<Id>[],
): {
  readonly topics: readonly TopicInfo[];
  readonly ids: ReadonlySet<Id>;
  readonly remarks: readonly Reason[];
} => {
  const topics: TopicInfo[] = [];
  const ids = new Set<Id>();
  const remarks: Reason[] = [];
  for (const ofTopic of groupedBy(sources, ({ topic }) => topic.name)) {
    const kinds = groupedBy(ofTopic, ({ topic }) => kindOf(topic));
    const chosen = commonest(kinds);
    const described = chosen.find(({ topic }) => topic.definition.length > 0) ?? chosen[0];
    if (described === undefined) continue;
    topics.push({ ...described.topic, count: countOf(chosen) });
    for (const { id } of chosen) ids.add(id);
    for (const kind of kinds) if (kind !== chosen) remarks.push(...remarkOn(described.topic, kind));
  }
  return { topics, ids, remarks };
};
