import type { BagReader } from "../bag/index.js";
import { SpatialRewardError, type Stamp, stampOf } from "../core/index.js";
import { decoderFor, flattened, messageStamp, under } from "../messages/index.js";
import { type SignalCue, type SignalSays, signalName, signalSays } from "../reward/index.js";

/** A stretch in which the signal said one thing, message after message. */
interface Stretch {
  readonly from: Stamp;
  /** Of its last message. */
  until: Stamp;
  readonly says: SignalSays;
}

interface Reading {
  readonly stamp: Stamp;
  readonly value: number;
}

const refuse = (cue: SignalCue, why: string): SpatialRewardError =>
  new SpatialRewardError("task.signal", `signal ${signalName(cue)}: ${why}`);

/** @throws SpatialRewardError task.signal, message.* */
async function* readings(reader: BagReader, cue: SignalCue): AsyncGenerator<Reading> {
  const topic = reader.topics.find(({ name }) => name === cue.topic);
  if (!topic) {
    const names = reader.topics.map(({ name }) => name).sort();
    throw refuse(cue, `${reader.path} has no topic ${cue.topic}; it has ${names.join(", ")}`);
  }
  const { name: _, ...schema } = topic;
  const decode = decoderFor(schema);
  for await (const { data, logTime } of reader.messages({ topics: [cue.topic] })) {
    const message = decode(data);
    const all = flattened(message);
    const fields = under(all, cue.path);
    const [value] = fields.values();
    if (value === undefined || fields.size > 1)
      throw refuse(
        cue,
        `must be one number, true or false; it is ${fields.size}: name one of ${[...all.keys()].slice(0, 20).join(", ")}`,
      );
    yield { stamp: messageStamp(message) ?? logTime, value };
  }
}

/** Before a model is asked for hours. @throws SpatialRewardError task.signal, message.* */
export const requireSignal = async (
  reader: BagReader,
  cue: SignalCue | undefined,
): Promise<void> => {
  if (!cue) return;
  for await (const _ of readings(reader, cue)) return;
  throw refuse(cue, `${reader.path} has no messages of it`);
};

/** A message that goes back in time tells nothing of what comes. */
const extend = (stretches: Stretch[], { stamp, value }: Reading, cue: SignalCue): void => {
  const says = signalSays(cue, value);
  const last = stretches.at(-1);
  if (says === undefined || (last && stamp < last.until)) return;
  if (last?.says === says && stamp - last.until <= stampOf(cue.stale)) last.until = stamp;
  else stretches.push({ from: stamp, until: stamp, says });
};

/** The last stretch that begins at or before a time. */
const latest = (stretches: readonly Stretch[], time: Stamp): Stretch | undefined => {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.from ?? 0n) <= time) low = middle + 1;
    else high = middle;
  }
  return stretches[low - 1];
};

/**
 * What a task's signal says at a time: its newest message's word, if that is no older than the signal's bound. Memory
 * holds what it said when, not every message.
 * @throws SpatialRewardError task.signal, message.*
 */
export const readSignal = async (
  reader: BagReader,
  cue: SignalCue,
): Promise<(time: Stamp) => SignalSays | undefined> => {
  const stretches: Stretch[] = [];
  for await (const reading of readings(reader, cue)) extend(stretches, reading, cue);
  return (time) => {
    const stretch = latest(stretches, time);
    return stretch && time - stretch.until <= stampOf(cue.stale) ? stretch.says : undefined;
  };
};
