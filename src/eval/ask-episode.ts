import { distanceBetween, type Failure, type Query, stampOf, type Vec3 } from "../core/index.js";
import type { DataLine } from "../dataset/index.js";
import { mapInOrder } from "../label/index.js";
import { observe, requireServer } from "../pipeline/index.js";
import type { Backend } from "../vlm/index.js";
import { followSaid, followTruth, type Pair } from "./follow.js";
import { frameOf } from "./frames.js";
import { endedAs, type Trace, type TracePoint } from "./trace.js";

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

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** Asks an episode frame by frame, of its task's two things. */
export const askEpisode = async (
  folder: string,
  episode: string,
  lines: readonly DataLine[],
  backend: Backend,
  signal: AbortSignal,
  onFrame: () => void,
): Promise<AskedEpisode> => {
  const [first] = lines;
  const pair = first?.task;
  if (!pair) return { failures: [] };
  const look = observe(backend, needsOf(pair));
  const [said, truth] = [followSaid(pair), followTruth()];
  const points: TracePoint[] = [];
  const failures: Failure[] = [];
  const seen = async (line: DataLine) => {
    signal.throwIfAborted();
    return { line, observation: requireServer(await look(await frameOf(folder, line), signal)) };
  };
  for await (const { line, observation } of mapInOrder(each(lines), inFlight, seen)) {
    if (observation.failure) failures.push(observation.failure);
    const { moment, raw } = said(observation);
    const [a, b] = [centreOf(line, pair.subject), centreOf(line, pair.object)];
    const t = line.t ?? 0;
    points.push({
      t,
      said: moment,
      ...(raw !== undefined && { raw }),
      true: truth(stampOf(t), a && b && distanceBetween(a, b), b),
    });
    onFrame();
  }
  return { trace: { episode, ...endedAs(first.outcome), points }, failures };
};
