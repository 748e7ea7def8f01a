import { distanceBetween, type Failure, type Query, stampOf, type Vec3 } from "../core/index.js";
import type { DataLine } from "../dataset/index.js";
import { mapInOrder } from "../label/index.js";
import { observe, requireServer } from "../pipeline/index.js";
import type { Backend } from "../vlm/index.js";
import { curvesOf, type FilmFrame } from "./film.js";
import type { Pair } from "./follow.js";
import { frameOf } from "./frames.js";
import { endedAs, type Trace } from "./trace.js";

export interface AskedEpisode {
  /** Undefined when the episode states no task. */
  readonly trace?: Trace;
  readonly failures: readonly Failure[];
}

/** Frames that are asked about at once: enough to keep a model busy while the next ones are decoded. */
export const inFlight = 4;

const needsOf = ({ subject, object }: Pair): readonly { readonly query: Query }[] => [
  { query: { relation: "distance", subject, object } },
  // Where the object is, however little of it can be seen.
  { query: { relation: "visible", subject: object, object: "" } },
];

const centreOf = ({ things }: DataLine, name: string): Vec3 | undefined =>
  things.find((thing) => thing.name === name)?.centre;

const truthOf =
  (line: DataLine) =>
  ({ subject, object }: Pair) => {
    const [a, b] = [centreOf(line, subject), centreOf(line, object)];
    return { distance: a && b && distanceBetween(a, b), object: b };
  };

/** Less of a thing in sight, and nobody would say that a robot might have been sent for it. */
const leastVisible = 0.25;

/** What else the robot might have been sent for, as the first frame shows it. */
const othersIn = ({ things }: DataLine, { subject, object }: Pair): readonly string[] =>
  things
    .filter(({ name, gripper }) => gripper !== true && name !== subject && name !== object)
    .filter(({ visible = 1 }) => visible >= leastVisible)
    .map(({ name }) => name);

export interface EpisodeOptions {
  /** Also ask about the other things that the first frame shows. */
  readonly others: boolean;
  readonly signal: AbortSignal;
  readonly onFrame: () => void;
}

/** Asks an episode frame by frame, of its task's two things. */
export const askEpisode = async (
  folder: string,
  episode: string,
  lines: readonly DataLine[],
  backend: Backend,
  { others: asksOthers, signal, onFrame }: EpisodeOptions,
): Promise<AskedEpisode> => {
  const [first] = lines;
  const pair = first?.task;
  if (!pair) return { failures: [] };
  const others = asksOthers ? othersIn(first, pair) : [];
  const objects = [pair.object, ...others];
  const look = observe(
    backend,
    objects.flatMap((object) => needsOf({ subject: pair.subject, object })),
  );
  const film: FilmFrame[] = [];
  const failures: Failure[] = [];
  const seen = async (line: DataLine) => {
    signal.throwIfAborted();
    return { line, observation: requireServer(await look(await frameOf(folder, line), signal)) };
  };
  for await (const { line, observation } of mapInOrder(lines, inFlight, seen)) {
    const { failure, facts } = observation;
    if (failure) failures.push(failure);
    film.push({ stamp: stampOf(line.t ?? 0), facts, truthOf: truthOf(line) });
    onFrame();
  }
  return {
    trace: { episode, ...endedAs(first.outcome), ...curvesOf(film, pair, others) },
    failures,
  };
};
