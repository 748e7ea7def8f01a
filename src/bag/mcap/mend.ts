import type { FileHandle } from "node:fs/promises";
import type { McapTypes } from "@mcap/core";
import { MCAP_MAGIC, Opcode } from "@mcap/core";
import type { Reason } from "../../core/index.js";
import { damagedChunks } from "../around-damage.js";
import { Segments } from "../segments.js";
import {
  type Contents,
  chunkHead,
  contentsOf,
  emptyContents,
  type MessageIndexes,
  noteRecord,
  timeRange,
  unpackChunk,
} from "./chunk.js";
import { endOf, type RecordPlace, readRecord, recordPlaces } from "./records.js";
import { parseRecord, Summary } from "./summary.js";

/** Messages that lie outside chunks are read in runs of about this many bytes. */
const runBytes = 4 << 20;
/** A message's channel, sequence and times. Its data is not read here. */
const messageHeadBytes = 22;

export interface Mended {
  /** The file's own bytes with an index behind them: for the indexed reader. */
  readonly readable: Segments;
  /** The file ends, or is damaged, before its DataEnd record. */
  readonly truncated: boolean;
  readonly remarks: readonly Reason[];
}

/** Records outside chunks that follow each other. */
interface Run {
  readonly start: number;
  end: number;
  readonly contents: Contents;
}

/** A chunk whose message indexes, if it has whole ones, are the records that follow it. */
interface OpenChunk {
  readonly place: RecordPlace;
  readonly indexes: MessageIndexes;
  readonly own: RecordPlace[];
}

/** Records that may stand outside chunks and belong to messages. */
const loose: ReadonlySet<number> = new Set([Opcode.SCHEMA, Opcode.CHANNEL, Opcode.MESSAGE]);

class Mending {
  readonly #segments: Segments;
  readonly #summary: Summary;
  #run: Run | undefined;
  #chunk: OpenChunk | undefined;
  /** The last chunk, if it is damaged; its index records may tell how much it held. */
  #damaged: { messages: number } | undefined;
  /** Messages in damaged chunks that others follow; 1 for a chunk that doesn't say. */
  lost = 0;
  /** What is whole ends here. */
  end = MCAP_MAGIC.length;

  constructor(
    readonly handle: FileHandle,
    size: number,
    readonly decompress: McapTypes.DecompressHandlers,
  ) {
    this.#segments = new Segments([{ handle, position: 0, length: size }]);
    this.#summary = new Summary(this.#segments);
  }

  /** Takes in one record. @throws Error when it is damaged, and nothing after it can be trusted */
  async take(place: RecordPlace): Promise<void> {
    if (place.opcode === Opcode.MESSAGE_INDEX) {
      if (this.#damaged) this.#damaged.messages += (place.length - 6) / 16;
      this.#chunk?.own.push(place);
      return;
    }
    // A record of another program may stand anywhere but behind damage, where it is more damage.
    if (this.#damaged && place.opcode > Opcode.DATA_END) throw new Error("no known record");
    await this.#closeChunk();
    if (place.opcode === Opcode.CHUNK) await this.#takeChunk(place);
    if (place.opcode === Opcode.METADATA) {
      this.#summary.addMetadata(await readRecord(this.handle, place), place);
    }
    if (loose.has(place.opcode)) await this.#takeLoose(place);
    if (!this.#damaged) this.end = endOf(place);
  }

  async #takeChunk(place: RecordPlace): Promise<void> {
    this.#closeRun();
    const contents = await this.#contentsOf(place);
    if (contents === undefined) {
      this.#countDamaged();
      this.#damaged = { messages: 0 };
      return;
    }
    this.#countDamaged();
    for (const definition of contents.definitions) this.#summary.define(definition);
    this.#chunk = { place, indexes: contents.indexes, own: [] };
  }

  /** Undefined when they are damaged; with nothing whole behind it, that is where the file was cut. */
  async #contentsOf(place: RecordPlace): Promise<Contents | undefined> {
    const record = await readRecord(this.handle, place);
    try {
      return contentsOf(unpackChunk(record, this.decompress));
    } catch {
      return undefined;
    }
  }

  #countDamaged(): void {
    if (this.#damaged) this.lost += Math.max(1, this.#damaged.messages);
    this.#damaged = undefined;
  }

  async #takeLoose(place: RecordPlace): Promise<void> {
    const isMessage = place.opcode === Opcode.MESSAGE;
    if (isMessage && place.length < messageHeadBytes) throw new Error("a message has no header");
    const head = { ...place, length: isMessage ? messageHeadBytes : place.length };
    const record = await readRecord(this.handle, head);
    const run = this.#runUpTo(place.offset);
    noteRecord(run.contents, record, place.offset - run.start);
    run.end = endOf(place);
    if (run.end - run.start > runBytes) this.#closeRun();
  }

  #runUpTo(offset: number): Run {
    if (this.#run?.end === offset) return this.#run;
    this.#closeRun();
    this.#run = { start: offset, end: offset, contents: emptyContents() };
    return this.#run;
  }

  #closeRun(): void {
    const run = this.#run;
    this.#run = undefined;
    if (!run) return;
    for (const definition of run.contents.definitions) this.#summary.define(definition);
    const { indexes } = run.contents;
    const range = timeRange(indexes);
    if (!range) return;
    const length = run.end - run.start;
    const head = chunkHead(range.start, range.end, length);
    const offset = this.#segments.append({ bytes: head });
    this.#segments.append({ handle: this.handle, position: run.start, length });
    this.#summary.addChunk({ offset, length: head.length + length, indexes, own: [] });
  }

  async #closeChunk(): Promise<void> {
    const chunk = this.#chunk;
    this.#chunk = undefined;
    if (!chunk) return;
    const { place, indexes } = chunk;
    const own = (await this.#isIndexed(chunk)) ? chunk.own : [];
    const length = endOf(place) - place.offset;
    this.#summary.addChunk({ offset: place.offset, length, indexes, own });
  }

  /** The index records that follow a chunk say what is in it, no less and no more: the last may be half written. */
  async #isIndexed({ own, indexes }: OpenChunk): Promise<boolean> {
    if (own.length !== indexes.size) return false;
    for (const place of own) {
      const record = parseRecord(await readRecord(this.handle, place));
      if (record?.type !== "MessageIndex") return false;
      const found = indexes.get(record.channelId) ?? [];
      const same = record.records.every(
        ([time, offset], i) => time === found[i]?.[0] && offset === found[i]?.[1],
      );
      if (!same || found.length !== record.records.length) return false;
    }
    return true;
  }

  async finish(truncated: boolean): Promise<Segments> {
    await this.#closeChunk();
    if (!truncated) this.#countDamaged();
    this.#closeRun();
    this.#summary.finish();
    return this.#segments;
  }
}

/**
 * Gives an MCAP file without a (whole) index one: a recorder that crashed leaves none, some never write one.
 * Every chunk is unpacked and checked; damaged ones are left out, and reading stops where nothing whole follows. Messages
 * outside chunks become chunks, by a head in memory before their bytes in the file.
 * Memory: 16 bytes or so for each message that the file itself doesn't index.
 */
export const mend = async (
  handle: FileHandle,
  decompress: McapTypes.DecompressHandlers,
): Promise<Mended> => {
  const { size } = await handle.stat();
  const mending = new Mending(handle, size, decompress);
  const finish = async (truncated: boolean): Promise<Mended> => ({
    readable: await mending.finish(truncated),
    truncated,
    remarks: [
      ...(mending.lost > 0 ? [lostInChunks(mending.lost)] : []),
      ...(truncated ? [cutOff(size - mending.end)] : []),
    ],
  });
  for await (const place of recordPlaces(handle, MCAP_MAGIC.length, size)) {
    if (place.opcode === Opcode.DATA_END) return finish(false);
    try {
      await mending.take(place);
    } catch {
      return finish(true); // from here on it is lost: that is what `truncated` says
    }
  }
  return finish(true);
};

const lostInChunks = (count: number): Reason => ({ kind: "truncated", what: damagedChunks, count });

const cutOff = (bytes: number): Reason => ({
  kind: "truncated",
  what: `its recorder crashed, or the file was cut: what followed the last whole chunk is lost (${bytes} bytes are left of it)`,
  count: 1,
});
