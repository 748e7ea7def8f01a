import {
  type FactSource,
  isFactSource,
  isLengthRelation,
  type Query,
  type SpatialFact,
  SpatialRewardError,
  type Stamp,
  type Unanswered,
} from "../core/index.js";
import { factKinds, referenceFrameOf, referenceFrames, relationOfKind } from "./fact-kind.js";
import { FieldReader, type MessageHeader } from "./field-reader.js";
import { FieldWriter } from "./field-writer.js";
import { interfaceTypes } from "./interface-definition.js";
import { defined } from "./unknown.js";

export interface FactMessage {
  readonly stamp: Stamp;
  readonly frameId: string;
  readonly facts: readonly SpatialFact[];
  readonly unanswered?: readonly Unanswered[];
  readonly lensAssumed?: true;
}

/** CDR bytes of a spatial_reward/msg/SpatialFactArray. What was not answered is a fact with NaN and a reason. */
export const encodeFacts = (message: FactMessage): Uint8Array => {
  const w = new FieldWriter();
  w.header(message.stamp, message.frameId);
  const items = [...message.facts, ...(message.unanswered ?? [])];
  w.sequence(items.filter(hasKind), (item) =>
    "query" in item ? writeUnanswered(w, message, item) : writeFact(w, message, item),
  );
  w.bool(message.lensAssumed ?? false);
  return w.data;
};

/** A relation without a number has no place in messages. */
const hasKind = (item: SpatialFact | Unanswered): boolean =>
  factKinds().has("query" in item ? item.query.relation : item.relation);

type DecodedFacts = FactMessage & Required<Pick<FactMessage, "unanswered">>;

/** Kinds of a later version are left out. @throws SpatialRewardError message.malformed */
export const decodeFacts = (bytes: Uint8Array): DecodedFacts => decodeFactsThat(() => true, bytes);

/** Those that matter: reading the rest of a fact takes most of the time. @throws SpatialRewardError message.malformed */
export const decodeFactsThat = (matters: Matters, bytes: Uint8Array): DecodedFacts => {
  const r = new FieldReader(bytes, "cdr", interfaceTypes.facts);
  const header = r.header();
  const facts: SpatialFact[] = [];
  const unanswered: Unanswered[] = [];
  for (const item of r.sequence(() => readItem(r, matters)))
    if (item !== undefined) "query" in item ? unanswered.push(item) : facts.push(item);
  return { ...header, facts, unanswered, ...(r.boolSince() && { lensAssumed: true }) };
};

const kindOf = ({ relation }: Query): number => {
  const kind = factKinds().get(relation);
  if (kind === undefined) throw new RangeError(`${relation} has no number in messages`);
  return kind;
};

const writeStatement = (w: FieldWriter, header: MessageHeader, query: Query): void => {
  w.header(header.stamp, header.frameId);
  w.uint8(kindOf(query));
  w.string(query.subject);
  w.string(query.object);
};

const writeFact = (w: FieldWriter, header: MessageHeader, fact: SpatialFact): void => {
  writeStatement(w, header, fact);
  w.float64("metres" in fact ? fact.metres : undefined);
  w.float64("metres" in fact ? fact.stddev : undefined);
  w.float64("probability" in fact ? fact.probability : undefined);
  const reference = "probability" in fact ? fact.referenceFrame : undefined;
  w.uint8(reference === undefined ? 0 : referenceFrames[reference]);
  w.coordinates(fact.subjectPoint, 3);
  w.coordinates(fact.objectPoint, 3);
  w.coordinates(fact.subjectPixel, 2);
  w.coordinates(fact.objectPixel, 2);
  w.float64(fact.confidence);
  w.string(fact.source);
  w.string("");
};

const writeUnanswered = (w: FieldWriter, header: MessageHeader, item: Unanswered): void => {
  writeStatement(w, header, item.query);
  for (let length = 0; length < 3; length += 1) w.float64(undefined);
  w.uint8(0);
  for (let coordinate = 0; coordinate < 10; coordinate += 1) w.float64(undefined);
  w.float64(0);
  w.string("");
  w.string(item.reason);
};

type Fields = Query & ReturnType<typeof readFields>;

// Fields are read in the order they are written here, which is the message's.
const readFields = (r: FieldReader) => ({
  metres: r.known(),
  stddev: r.known(),
  probability: r.known(),
  referenceFrame: referenceFrameOf(r.uint8()),
  subjectPoint: readPoint(r),
  objectPoint: readPoint(r),
  subjectPixel: readPixel(r),
  objectPixel: readPixel(r),
  confidence: r.float64(),
  source: r.string(),
  reason: r.string(),
});

/** As many bytes as readFields reads. */
const skipFields = (r: FieldReader): void => {
  r.skipFloat64s(3);
  r.uint8();
  r.skipFloat64s(11);
  r.octets();
  r.octets();
};

type Matters = (query: Query) => boolean;

const readItem = (r: FieldReader, matters: Matters): SpatialFact | Unanswered | undefined => {
  r.time();
  r.octets(); // the frame, which is the whole message's
  const relation = relationOfKind(r.uint8());
  const [subject, object] = [r.string(), r.string()];
  if (relation !== undefined && matters({ relation, subject, object }))
    return itemOf({ relation, subject, object, ...readFields(r) });
  skipFields(r);
  return undefined;
};

const itemOf = (fields: Fields): SpatialFact | Unanswered => {
  const { metres, stddev, probability, referenceFrame, reason, relation, ...shared } = fields;
  const { subject, object, source, ...places } = shared;
  if ((isLengthRelation(relation) ? metres : probability) === undefined)
    return { query: { relation, subject, object }, reason };
  const statement = defined({ ...places, subject, object, source: factSource(source) });
  if (isLengthRelation(relation))
    return { ...statement, relation, ...defined({ metres: metres ?? 0, stddev }) };
  return { ...statement, relation, ...defined({ probability: probability ?? 0, referenceFrame }) };
};

const factSource = (source: string): FactSource => {
  if (isFactSource(source)) return source;
  throw new SpatialRewardError(
    "message.malformed",
    `${interfaceTypes.facts}: source must be nano, a backend as KIND:NAME, depth, tf, known, memory, camera:NAME or ground_truth; got "${source}"`,
  );
};

const readPoint = (r: FieldReader): [number, number, number] | undefined => {
  const [x, y, z] = [r.known(), r.known(), r.known()];
  return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
};

const readPixel = (r: FieldReader): [number, number] | undefined => {
  const [u, v] = [r.known(), r.known()];
  return u === undefined || v === undefined ? undefined : [u, v];
};
