import { distanceBetween, isLengthFact, type Query, stampOf } from "../core/index.js";
import type { DataLine } from "../dataset/index.js";
import { type FilterState, startFilter, stepFilter } from "../estimate/index.js";
import { observe, requireServer } from "../pipeline/index.js";
import type { Backend } from "../vlm/index.js";
import { frameOf } from "./ask-dataset.js";
import type { TrajectoryPoint } from "./trajectory.js";

const centreOf = ({ things }: DataLine, name: string) =>
  things.find((thing) => thing.name === name)?.centre;

/** The true distance between centres; undefined when the line doesn't know one of the two. */
const truthOf = (line: DataLine, { subject, object }: Query) => {
  const [a, b] = [centreOf(line, subject), centreOf(line, object)];
  return a && b && distanceBetween(a, b);
};

/** Asks an episode frame by frame and filters the answers, as labelling does. Frames without truth are left out. */
export const askEpisode = async (
  folder: string,
  lines: readonly DataLine[],
  query: Query,
  backend: Backend,
  signal?: AbortSignal,
): Promise<readonly TrajectoryPoint[]> => {
  const look = observe(backend, [{ query }]);
  const points: TrajectoryPoint[] = [];
  let belief: FilterState = startFilter;
  for (const line of lines) {
    const { facts } = requireServer(await look(await frameOf(folder, line), signal));
    const fact = facts.find(isLengthFact);
    const { state, metres } = stepFilter(belief, {
      stamp: stampOf(line.t ?? 0),
      ...(fact && { metres: fact.metres }),
      ...(fact?.stddev !== undefined && { variance: fact.stddev ** 2 }),
    });
    belief = state;
    const truth = truthOf(line, query);
    if (truth === undefined) continue;
    const answered = fact && metres !== undefined;
    points.push({ t: line.t ?? 0, truth, ...(answered && { estimate: metres }) });
  }
  return points;
};
