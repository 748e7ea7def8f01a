import { writeFileSync } from "node:fs";
import { definitionOf, type Message, types } from "./recordings.js";

const u32 = (...values: number[]): Buffer => Buffer.from(new Uint32Array(values).buffer);
const u64 = (value: number): Buffer => u32(value, 0);
const block = (bytes: Buffer): Buffer => Buffer.concat([u32(bytes.length), bytes]);
const fields = (record: Readonly<Record<string, Buffer | string>>): Buffer =>
  Buffer.concat(
    Object.entries(record).map(([name, value]) =>
      block(Buffer.concat([Buffer.from(`${name}=`), Buffer.from(value)])),
    ),
  );
const record = (op: number, header: Readonly<Record<string, Buffer | string>>, data: Buffer) =>
  Buffer.concat([block(fields({ op: Buffer.of(op), ...header })), block(data)]);

const timeOf = (stamp: bigint): Buffer =>
  u32(Number(stamp / 1_000_000_000n), Number(stamp % 1_000_000_000n));

export interface Ros1Options {
  readonly perChunk?: number;
  /** False as a recorder leaves it that crashed: no index at the end, and a header that says so. */
  readonly indexed?: boolean;
  /** Of a topic; std_msgs types of ROS 1. */
  readonly typeOf?: (topic: string) => string;
}

const groups = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );

/** The bytes of a ROS 1 bag (format 2.0) with plain chunks, each publisher's connection in the first that needs it. */
export const ros1Bytes = (
  messages: readonly Message[],
  { perChunk = 10, indexed = true, typeOf = (topic) => types[topic] ?? "" }: Ros1Options = {},
): Buffer => {
  const topics = [...new Set(messages.map(({ topic }) => topic))];
  const connection = (id: number): Buffer => {
    const topic = topics[id] ?? "";
    const type = typeOf(topic).replace("/msg/", "/");
    const described = { topic, type, md5sum: "*", message_definition: definitionOf(topic) };
    return record(0x07, { conn: u32(id), topic }, fields(described));
  };
  const headerLength = 13 + 4096;
  const blocks: Buffer[] = [];
  const infos: Buffer[] = [];
  let position = headerLength;
  const add = (bytes: Buffer): void => {
    blocks.push(bytes);
    position += bytes.length;
  };
  for (const group of groups(messages, perChunk)) {
    const inChunk: Buffer[] = topics.map((_, id) => connection(id));
    const entries = new Map<number, Buffer[]>();
    let offset = Buffer.concat(inChunk).length;
    for (const { topic, logTime, data } of group) {
      const conn = topics.indexOf(topic);
      const time = timeOf(logTime);
      const bytes = record(0x02, { conn: u32(conn), time }, Buffer.from(data));
      entries.set(conn, [...(entries.get(conn) ?? []), Buffer.concat([time, u32(offset)])]);
      inChunk.push(bytes);
      offset += bytes.length;
    }
    const times = {
      start_time: timeOf(group[0]?.logTime ?? 0n),
      end_time: timeOf(group.at(-1)?.logTime ?? 0n),
    };
    const counts = [...entries].flatMap(([conn, { length }]) => [conn, length]);
    const at = { ver: u32(1), chunk_pos: u64(position), ...times, count: u32(entries.size) };
    infos.push(record(0x06, at, u32(...counts)));
    const chunk = Buffer.concat(inChunk);
    add(record(0x05, { compression: "none", size: u32(chunk.length) }, chunk));
    for (const [conn, list] of entries)
      add(
        record(
          0x04,
          { ver: u32(1), conn: u32(conn), count: u32(list.length) },
          Buffer.concat(list),
        ),
      );
  }
  const counts = { conn_count: u32(topics.length), chunk_count: u32(infos.length) };
  const header = { index_pos: u64(indexed ? position : 0), ...counts };
  const empty = record(0x03, header, Buffer.alloc(0)).length;
  const head = record(0x03, header, Buffer.alloc(4096 - empty, " "));
  const tail = indexed ? [...topics.map((_, id) => connection(id)), ...infos] : [];
  return Buffer.concat([Buffer.from("#ROSBAG V2.0\n"), head, ...blocks, ...tail]);
};

export const writeRos1 = async (
  path: string,
  messages: readonly Message[],
  options?: Ros1Options,
): Promise<string> => {
  writeFileSync(path, ros1Bytes(messages, options));
  return path;
};
