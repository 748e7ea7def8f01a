import type { BagReader } from "../bag/index.js";
import { nanosecondsPerSecond, SpatialRewardError, type Stamp, stampOf } from "../core/index.js";
import { decoderFor, flattened, messageStamp, under } from "../messages/index.js";
import { type SignalCue, type SignalSays, signalName, signalSays } from "../reward/index.js";

/** A stretch in which the signal said one thing, message after message. */
interface Stretch {
  readonly from: Stamp;
  /** Of its last message. */
  until: Stamp;
  readonly says: SignalSays;
}

/** Stamps that rise: a simulation that is begun again in the middle of a recording counts from 0 again. */
interface Run {
  /** When its first message was recorded. */
  readonly since: Stamp;
  readonly stretches: Stretch[];
}

interface Reading {
  readonly stamp: Stamp;
  readonly logTime: Stamp;
  readonly value: number;
}

const refuse = (cue: SignalCue, why: string): SpatialRewardError =>
  new SpatialRewardError("task.signal", `signal ${signalName(cue)}: ${why}`);

/** So many fields are named where the one that is meant can't be told. */
const mostNamed = 20;

const notOne = (cue: SignalCue, count: number, fields: Iterable<string>): SpatialRewardError =>
  refuse(
    cue,
    `must be one number, true or false; it is ${count}: name one of ${[...fields].slice(0, mostNamed).join(", ")}`,
  );

/**
 * Several may publish on one topic, as an arm and its gripper do their joints: messages without the field are others'.
 * @throws SpatialRewardError task.signal where none has it, message.*
 */
async function* readings(reader: BagReader, cue: SignalCue): AsyncGenerator<Reading> {
  const topic = reader.topics.find(({ name }) => name === cue.topic);
  if (!topic) {
    const names = reader.topics.map(({ name }) => name).sort();
    throw refuse(cue, `${reader.path} has no topic ${cue.topic}; it has ${names.join(", ")}`);
  }
  const { name: _, ...schema } = topic;
  const decode = decoderFor(schema);
  const others = new Set<string>();
  let found = false;
  for await (const { data, logTime } of reader.messages({ topics: [cue.topic] })) {
    const message = decode(data);
    const all = flattened(message);
    const fields = under(all, cue.path);
    const [value] = fields.values();
    if (fields.size > 1) throw notOne(cue, fields.size, all.keys());
    if (value === undefined) {
      for (const field of all.keys()) if (others.size < mostNamed) others.add(field);
      continue;
    }
    found = true;
    yield { stamp: messageStamp(message) ?? logTime, logTime, value };
  }
  if (!found && others.size > 0) throw notOne(cue, 0, others);
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

/** As a frame's stamp that goes back further starts an episode. */
const jumpBack = nanosecondsPerSecond;

/** A message that goes back in time by a little tells nothing of what comes, by more it begins another run. */
const extend = (runs: Run[], { stamp, logTime, value }: Reading, cue: SignalCue): void => {
  const says = signalSays(cue, value);
  const before = runs.at(-1)?.stretches.at(-1);
  if (runs.length === 0 || (before && before.until - stamp > jumpBack))
    runs.push({ since: logTime, stretches: [] });
  const { stretches = [] } = runs.at(-1) ?? {};
  const last = stretches.at(-1);
  if (says === undefined || (last && stamp < last.until)) return;
  if (last?.says === says && stamp - last.until <= stampOf(cue.stale)) last.until = stamp;
  else stretches.push({ from: stamp, until: stamp, says });
};

/** The last of those in order that begins at or before a time. */
const latest = <T>(all: readonly T[], begin: (one: T) => Stamp, time: Stamp): T | undefined => {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = all[middle];
    if (one !== undefined && begin(one) <= time) low = middle + 1;
    else high = middle;
  }
  return all[low - 1];
};

/** What a signal says at a stamp, in a frame that was recorded then: stamps may come again. */
export type SaysAt = (stamp: Stamp, logTime: Stamp) => SignalSays | undefined;

/**
 * What a task's signal says at a stamp: its newest message's word, if that is no older than the signal's bound. Memory
 * holds what it said when, not every message.
 * @throws SpatialRewardError task.signal, message.*
 */
export const readSignal = async (reader: BagReader, cue: SignalCue): Promise<SaysAt> => {
  const runs: Run[] = [];
  for await (const reading of readings(reader, cue)) extend(runs, reading, cue);
  return (stamp, logTime) => {
    // What was recorded before the signal's first message may yet have a later stamp.
    const run = latest(runs, ({ since }) => since, logTime) ?? runs[0];
    const stretch = run && latest(run.stretches, ({ from }) => from, stamp);
    return stretch && stamp - stretch.until <= stampOf(cue.stale) ? stretch.says : undefined;
  };
};
