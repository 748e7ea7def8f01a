import type { BagReader } from "../bag/index.js";
import { SpatialRewardError, type Stamp, type Tally } from "../core/index.js";
import { longestAge, type Sampled, Sampler } from "./sampler.js";
import { type Reading, type SignalSpec, signalReader } from "./signal.js";

/** A vector for each time, and what its numbers are called. */
export interface Vectors {
  readonly names: readonly string[];
  readonly rows: readonly Float64Array[];
}

const shown = ({ topic, path }: SignalSpec): string => (path === "" ? topic : `${topic}.${path}`);

/** A number that is none would spoil every statistic of a trainer, and the trainer. */
const refuseUnknown = (spec: SignalSpec, { names, rows, messages }: Sampled): void => {
  if (messages === 0)
    throw new SpatialRewardError("export.signal", `${shown(spec)}: has no messages`);
  const column = names.findIndex((_, i) => rows.some((row) => !Number.isFinite(row[i])));
  if (column < 0) return;
  const bad = rows.filter((row) => !Number.isFinite(row[column])).length;
  throw new SpatialRewardError(
    "export.signal",
    `${shown(spec)}: ${names[column]} is no finite number in ${bad} of ${rows.length} steps; map the fields that are, such as ${spec.topic}.${names.find((_, i) => rows.every((row) => Number.isFinite(row[i]))) ?? "position"}`,
  );
};

const prefixed = (specs: readonly SignalSpec[], { topic }: SignalSpec, name: string): string =>
  specs.length === 1 ? name : `${topic.slice(1)}.${name}`;

const joined = (specs: readonly SignalSpec[], all: readonly Sampled[]): Vectors => ({
  names: all.flatMap(({ names }, i) => {
    const spec = specs[i];
    return spec ? names.map((name) => prefixed(specs, spec, name)) : [];
  }),
  rows: (all[0]?.rows ?? []).map((_, row) =>
    Float64Array.from(all.flatMap(({ rows }) => [...(rows[row] ?? [])])),
  ),
});

interface Following {
  readonly spec: SignalSpec;
  readonly read: (message: Parameters<ReturnType<typeof signalReader>>[0]) => Reading;
  readonly sampler: Sampler;
}

/**
 * Signals at times in rising order, one after the other in a vector. Where there are several, names carry the topic.
 * @throws SpatialRewardError export.signal, message.*
 */
export const vectorsAt = async (
  reader: BagReader,
  specs: readonly SignalSpec[],
  times: readonly Stamp[],
  tally: Tally,
): Promise<Vectors | undefined> => {
  if (specs.length === 0) return undefined;
  const following = specs.map(
    (spec): Following => ({ spec, read: signalReader(reader, spec), sampler: new Sampler(times) }),
  );
  for await (const message of reader.messages({ topics: specs.map(({ topic }) => topic) }))
    for (const { spec, read, sampler } of following)
      if (spec.topic === message.topic) sampler.take(read(message));
  const sampled = following.map(({ spec, sampler }) => {
    const all = sampler.end();
    refuseUnknown(spec, all);
    tally.add("other", `steps whose ${shown(spec)} is older than ${longestAge} s`, all.stale);
    return all;
  });
  return joined(specs, sampled);
};
