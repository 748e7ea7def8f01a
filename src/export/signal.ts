import type { BagMessage, BagReader, TopicInfo } from "../bag/index.js";
import { SpatialRewardError, type Stamp } from "../core/index.js";
import { decoderFor, type Fields, flattened, messageStamp, under } from "../messages/index.js";
import { signalParts } from "../reward/index.js";

/** What a user maps: a topic's numbers, or those under one of its fields. */
export interface SignalSpec {
  readonly topic: string;
  /** `position` of `/joint_states.position`; empty for the whole message. */
  readonly path: string;
}

/** ROS's names have no dots: what follows one is a field. @throws SpatialRewardError usage.argument */
export const parseSignal = (text: string, flag: string): SignalSpec => {
  const parts = signalParts(text);
  if (parts) return parts;
  throw new SpatialRewardError(
    "usage.argument",
    `${flag}: must be a topic, or a field of one: /joint_states, /joint_states.position; got "${text}"`,
  );
};

/** One message of a signal. */
export interface Reading {
  readonly stamp: Stamp;
  readonly fields: Fields;
}

const withoutNumbers = ({ topic, path }: SignalSpec, fields: Fields): SpatialRewardError => {
  const names = [...fields.keys()];
  const has = names.length === 0 ? "no numbers at all" : names.slice(0, 20).join(", ");
  return new SpatialRewardError(
    "export.signal",
    path === ""
      ? `${topic}: its messages have no numbers`
      : `${topic}: has no numbers under "${path}"; it has ${has}`,
  );
};

/** A topic that a recording must have. @throws SpatialRewardError export.signal */
const topicOf = (reader: BagReader, { topic }: SignalSpec): TopicInfo => {
  const found = reader.topics.find(({ name }) => name === topic);
  if (found) return found;
  const names = reader.topics.map(({ name }) => name).sort();
  throw new SpatialRewardError(
    "export.signal",
    `${reader.path}: has no topic ${topic}; it has ${names.join(", ")}`,
  );
};

/**
 * How the messages of a signal are read.
 * @throws SpatialRewardError export.signal, message.schema; reading one message.malformed, export.signal
 */
export const signalReader = (
  reader: BagReader,
  spec: SignalSpec,
): ((message: BagMessage) => Reading) => {
  const { name: _, ...schema } = topicOf(reader, spec);
  const decode = decoderFor(schema);
  return ({ data, logTime }) => {
    const message = decode(data);
    const all = flattened(message);
    const fields = under(all, spec.path);
    if (fields.size === 0) throw withoutNumbers(spec, all);
    return { stamp: messageStamp(message) ?? logTime, fields };
  };
};
