import type { Reason } from "../../core/index.js";
import type { TopicInfo } from "../recording.js";
import { spanOf, type TimeRange } from "../stamps.js";
import { ofOneKind } from "../topic-kinds.js";
import type { Database, Row } from "./database.js";
import { bigintOf, type Place, salvage } from "./salvage.js";

/** What a file holds. */
export interface Stock {
  readonly topics: readonly TopicInfo[];
  /** Names of the topics whose messages are handed out, by their ids. */
  readonly names: ReadonlyMap<bigint, string>;
  readonly span: TimeRange | undefined;
  readonly remarks: readonly Reason[];
  /** Where the messages are, when not all can be read. */
  readonly places?: readonly Place[];
}

interface Statistics extends TimeRange {
  readonly topic: bigint;
  readonly count: number;
}

/** @throws Error when nothing can be read */
export const takeStock = (database: Database): Stock => {
  const whole = statisticsOf(database);
  if (whole !== undefined) return stockOf(database, whole, []);
  const { places, remarks } = salvage(database);
  return { ...stockOf(database, statisticsIn(places), remarks), places };
};

/** Undefined when some page of the table can't be read. */
const statisticsOf = (database: Database): readonly Statistics[] | undefined => {
  const sql =
    "SELECT topic_id AS id, COUNT(*) AS count, MIN(timestamp) AS start, MAX(timestamp) AS end FROM messages GROUP BY topic_id";
  try {
    return database.all(sql).map(({ id, count, start, end }) => ({
      topic: bigintOf(id),
      count: Number(count),
      start: bigintOf(start),
      end: bigintOf(end),
    }));
  } catch {
    return undefined;
  }
};

const statisticsIn = (places: readonly Place[]): readonly Statistics[] => {
  const statistics = new Map<bigint, Statistics>();
  for (const { topic, timestamp: end } of places) {
    const { start = end, count = 0 } = statistics.get(topic) ?? {};
    statistics.set(topic, { topic, count: count + 1, start, end });
  }
  return [...statistics.values()];
};

const stockOf = (
  database: Database,
  statistics: readonly Statistics[],
  found: readonly Reason[],
): Stock => {
  const counts = new Map(statistics.map(({ topic, count }) => [topic, count]));
  const rows = readTopics(database).map(({ id, topic }) => ({
    id,
    topic: { ...topic, count: counts.get(id) ?? 0 },
  }));
  const { topics, ids, remarks } = ofOneKind(rows);
  const chosen = rows.filter(({ id }) => ids.has(id));
  return {
    topics,
    names: new Map(chosen.map(({ id, topic }) => [id, topic.name])),
    span: spanOf(statistics),
    remarks: [...found, ...remarks],
  };
};

const readTopics = (database: Database): { id: bigint; topic: TopicInfo }[] => {
  const definitions = readDefinitions(database);
  return database.all("SELECT * FROM topics ORDER BY id").map((row) => ({
    id: bigintOf(row.id),
    topic: topicOf(row, definitions.get(String(row.type))),
  }));
};

interface Definition {
  readonly encoding: string;
  readonly definition: string;
}

const topicOf = (row: Row, stored: Definition | undefined): TopicInfo => ({
  name: String(row.name),
  type: String(row.type),
  messageEncoding: String(row.serialization_format),
  schemaEncoding: stored?.encoding ?? "",
  definition: stored?.definition ?? "",
  ...(row.offered_qos_profiles === undefined
    ? {}
    : { offeredQos: String(row.offered_qos_profiles) }),
  ...(row.type_description_hash ? { typeHash: String(row.type_description_hash) } : {}),
});

const readDefinitions = (database: Database): ReadonlyMap<string, Definition> => {
  if (database.columns("message_definitions").size === 0) return new Map();
  return new Map(
    database
      .all("SELECT topic_type, encoding, encoded_message_definition FROM message_definitions")
      .map((row) => [
        String(row.topic_type),
        { encoding: String(row.encoding), definition: String(row.encoded_message_definition) },
      ]),
  );
};
