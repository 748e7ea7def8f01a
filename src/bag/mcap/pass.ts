import type { McapTypes } from "@mcap/core";
import { Opcode } from "@mcap/core";
import type { Stamp } from "../../core/index.js";
import { recordHeaderBytes } from "./records.js";

/** A message as it lies in its chunk; `data` is a view of the chunk's memory. */
export interface ChunkMessage {
  readonly channelId: number;
  readonly logTime: Stamp;
  readonly publishTime: Stamp;
  readonly data: Uint8Array;
}

/** What a pass reads: the chunks that an index names, and a chunk's uncompressed records. */
export interface Chunks {
  readonly indexes: readonly McapTypes.ChunkIndex[];
  readonly read: (chunk: McapTypes.ChunkIndex) => Promise<Uint8Array>;
}

/** Channel, sequence, log time and publish time. */
const messageHeadBytes = 2 + 4 + 8 + 8;

/** Where a message's content lies among its chunk's records. */
interface Place {
  readonly logTime: Stamp;
  readonly start: number;
  readonly end: number;
}

type Wanted = ReadonlySet<number> | undefined;

const isOrdered = (places: readonly Place[]): boolean =>
  places.every(({ logTime }, i) => i === 0 || (places[i - 1]?.logTime ?? 0n) <= logTime);

/** By log time; those of the same time as they lie. @throws Error when the records don't fill the chunk exactly */
const placesIn = (view: DataView, wanted: Wanted): readonly Place[] => {
  const places: Place[] = [];
  for (let at = 0; at < view.byteLength; ) {
    if (at + recordHeaderBytes > view.byteLength) throw new Error("a chunk ends within a record");
    const start = at + recordHeaderBytes;
    const end = start + Number(view.getBigUint64(at + 1, true));
    if (end > view.byteLength) throw new Error("a chunk ends within a record");
    const isMessage = view.getUint8(at) === Opcode.MESSAGE;
    if (isMessage && end - start < messageHeadBytes) throw new Error("a message has no header");
    if (isMessage && (wanted?.has(view.getUint16(start, true)) ?? true))
      places.push({ logTime: view.getBigUint64(start + 6, true), start, end });
    at = end;
  }
  return isOrdered(places) ? places : places.sort(byLogTime);
};

const byLogTime = (a: { logTime: Stamp }, b: { logTime: Stamp }): number =>
  a.logTime < b.logTime ? -1 : Number(a.logTime > b.logTime);

/** A chunk that is being read from. */
class OpenChunk {
  readonly #view: DataView;
  readonly #places: readonly Place[];
  #next = 0;

  /** @throws Error for damaged records, and for messages outside the time that the index states */
  constructor(
    readonly records: Uint8Array,
    readonly index: McapTypes.ChunkIndex,
    wanted: Wanted,
  ) {
    this.#view = new DataView(records.buffer, records.byteOffset, records.byteLength);
    this.#places = placesIn(this.#view, wanted);
    const [first, last] = [this.#places[0], this.#places.at(-1)];
    const { messageStartTime, messageEndTime } = index;
    if (first && last && (first.logTime < messageStartTime || last.logTime > messageEndTime))
      throw new Error("a chunk has messages outside the time that its index states");
  }

  /** Log time of the next message; undefined behind the last. */
  get time(): Stamp | undefined {
    return this.#places[this.#next]?.logTime;
  }

  take(): ChunkMessage | undefined {
    const place = this.#places[this.#next++];
    if (place === undefined) return undefined;
    const { logTime, start, end } = place;
    return {
      channelId: this.#view.getUint16(start, true),
      logTime,
      publishTime: this.#view.getBigUint64(start + 14, true),
      data: this.records.subarray(start + messageHeadBytes, end),
    };
  }
}

interface Moment {
  readonly time: Stamp;
  readonly index: McapTypes.ChunkIndex;
}

/** At the same time, what lies earlier in the file comes first. */
const isEarlier = (a: Moment, b: Moment): boolean =>
  a.time < b.time || (a.time === b.time && a.index.chunkStartOffset < b.index.chunkStartOffset);

const momentOf = (index: McapTypes.ChunkIndex): Moment => ({ time: index.messageStartTime, index });

const hasAny = ({ messageIndexOffsets }: McapTypes.ChunkIndex, wanted: Wanted): boolean =>
  [...messageIndexOffsets.keys()].some((channel) => wanted?.has(channel) ?? true);

/**
 * Messages of some channels (all when absent) in log-time order. A chunk is read when its time has come, and one
 * without such messages never; nothing is copied, so that a message's data is good until the next is asked for.
 */
export async function* messagesInOrder(
  { indexes, read }: Chunks,
  wanted?: ReadonlySet<number>,
): AsyncGenerator<ChunkMessage, void, void> {
  const waiting = indexes
    .filter((index) => hasAny(index, wanted))
    .sort((a, b) => (isEarlier(momentOf(a), momentOf(b)) ? -1 : 1))
    .values();
  let open: OpenChunk[] = [];
  let upcoming = waiting.next().value;
  for (;;) {
    open = open.filter(({ time }) => time !== undefined);
    const first = firstOf(open);
    if (upcoming && (!first || isEarlier(momentOf(upcoming), first))) {
      open.push(new OpenChunk(await read(upcoming), upcoming, wanted));
      upcoming = waiting.next().value;
      continue;
    }
    const message = first?.chunk.take();
    if (message === undefined) return;
    yield message;
  }
}

const firstOf = (open: readonly OpenChunk[]): (Moment & { chunk: OpenChunk }) | undefined => {
  let first: (Moment & { chunk: OpenChunk }) | undefined;
  for (const chunk of open) {
    const { time, index } = chunk;
    const moment = time === undefined ? undefined : { time, index, chunk };
    if (moment && (!first || isEarlier(moment, first))) first = moment;
  }
  return first;
};
