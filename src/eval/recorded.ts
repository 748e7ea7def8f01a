import { basename, resolve } from "node:path";
import { type BagReader, openBag } from "../bag/index.js";
import {
  groupBy,
  isSymmetric,
  mean,
  norm,
  type Query,
  queryKey,
  type SpatialFact,
  SpatialRewardError,
  type Vec3,
} from "../core/index.js";
import { factsTopic, truthTopic } from "../label/index.js";
import { decodeFacts, interfaceTypes } from "../messages/index.js";
import type { Reading } from "../vqa/index.js";
import { questionFor } from "../vqa/index.js";
import type { Case } from "./case.js";
import { pairOf, type Stored, traceOf } from "./recorded-trace.js";
import { endedAs, type Trace } from "./trace.js";

/** What a labelled recording says of a model: its stored facts against the true ones. */
export interface Recorded {
  readonly cases: readonly Case[];
  /** Undefined when no distance was labelled. */
  readonly trace?: Trace;
  /** What the episode set out to do, where the recording tells. */
  readonly motion?: string;
  readonly frames: number;
}

const demand = (reader: BagReader, topic: string, hint: string): void => {
  const known = reader.topics.some(
    ({ name, type }) => name === topic && type === interfaceTypes.facts,
  );
  if (known) return;
  throw new SpatialRewardError(
    "bag.no-facts",
    `${reader.path}: has no ${interfaceTypes.facts} on ${topic}; ${hint}`,
  );
};

const factsOn = async (reader: BagReader, topic: string): Promise<readonly Stored[]> => {
  const stored: Stored[] = [];
  for await (const { data } of reader.messages({ topics: [topic] })) stored.push(decodeFacts(data));
  return stored;
};

const swapped = ({ relation, subject, object }: Query): Query => ({
  relation,
  subject: object,
  object: subject,
});

const truthValue = (fact: SpatialFact): number | boolean =>
  "metres" in fact ? fact.metres : fact.probability > 0.5;

/** What is true of a question; undefined when the recording's truth is silent about it. */
const truthOf = (query: Query, truth: readonly SpatialFact[]): SpatialFact | undefined =>
  truth.find((fact) => queryKey(fact) === queryKey(query)) ??
  (isSymmetric(query.relation)
    ? truth.find((fact) => queryKey(fact) === queryKey(swapped(query)))
    : undefined);

const readingOf = (fact: SpatialFact): Reading => {
  if ("probability" in fact) return { kind: "predicate", probability: fact.probability };
  const { metres, stddev } = fact;
  return { kind: "length", metres, ...(stddev !== undefined && { stddev }) };
};

const cameraDistanceOf = ({ subjectPoint, objectPoint }: SpatialFact) => {
  const points = [subjectPoint, objectPoint].filter((point): point is Vec3 => point !== undefined);
  return points.length === 0 ? {} : { cameraDistance: mean(points.map(norm)) };
};

const caseOf = (
  image: string,
  query: Query,
  reading: Reading,
  known: SpatialFact | undefined,
): Case | undefined =>
  known && {
    image,
    question: questionFor(query).text,
    answer: "",
    relation: query.relation,
    truth: truthValue(known),
    reading,
    // A recording doesn't say which of its things is the gripper; the name that tasks use by default does.
    ofGripper: query.subject === "gripper" || query.object === "gripper",
    ...cameraDistanceOf(known),
  };

const casesOf = (
  image: string,
  { facts, unanswered }: Stored,
  truth: readonly SpatialFact[],
): readonly Case[] => [
  ...facts.flatMap((fact) => caseOf(image, fact, readingOf(fact), truthOf(fact, truth)) ?? []),
  ...unanswered.flatMap(
    ({ query }) =>
      caseOf(image, query, { kind: "unreadable", reason: "empty" }, truthOf(query, truth)) ?? [],
  ),
];

/** What the simulator writes of an episode into its recording. */
const simulationOf = (reader: BagReader): ReadonlyMap<string, string> =>
  reader.metadata().get("simulation") ?? new Map();

/**
 * Compares a labelled recording's facts with its ground truth, frame by frame.
 * @throws SpatialRewardError bag.*; bag.no-facts where labels or truth are missing
 */
export const readRecorded = async (path: string): Promise<Recorded> => {
  const reader = await openBag(path);
  try {
    demand(reader, factsTopic, "label it first: spatial-reward label BAG --task T -o DIR");
    demand(reader, truthTopic, "a recording without its truth can't be measured");
    const stored = await factsOn(reader, factsTopic);
    const truths = groupBy(await factsOn(reader, truthTopic), ({ stamp }) => stamp);
    const cases = stored.flatMap((seen) =>
      casesOf(`${path}@${seen.stamp}`, seen, truths.get(seen.stamp)?.[0]?.facts ?? []),
    );
    const pair = pairOf(stored);
    const name = basename(resolve(path));
    const simulation = simulationOf(reader);
    const motion = simulation.get("motion");
    const ended = endedAs(simulation.get("outcome"));
    return {
      cases,
      frames: stored.length,
      ...(pair && { trace: traceOf(name, ended, stored, truths, pair) }),
      ...(motion !== undefined && { motion }),
    };
  } finally {
    await reader.close();
  }
};
