import { withLastStep } from "../alignment.js";
import { distancesOf } from "../distances.js";
import type { ExportData, ExportEpisode } from "../episode.js";
import type { Example, Values } from "./example.js";

const floats = (values: readonly number[]): Values => ({ kind: "float", values });
const flags = (values: readonly boolean[]): Values => ({
  kind: "int64",
  values: values.map(Number),
});
const encoder = new TextEncoder();
const texts = (values: readonly string[]): Values => ({
  kind: "bytes",
  values: values.map((each) => encoder.encode(each)),
});
const rows = (vectors: readonly Float64Array[]): Values =>
  floats(vectors.flatMap((row) => [...row]));

/** Every frame is a step; the last one's action led nowhere, and pays nothing. */
const steps = (data: ExportData, episode: ExportEpisode): Record<string, Values> => {
  const { steps: all, transitions, state, action, task } = episode;
  const paid = withLastStep(transitions);
  const distances = distancesOf(data.distanceKeys, all);
  const last = all.length - 1;
  const ended = transitions.at(-1)?.terminated === true;
  return {
    ...(state && { "observation/state": rows(state) }),
    ...(action && { action: rows(action) }),
    reward: floats(paid.map(({ reward }) => reward)),
    discount: floats(paid.map(({ discount }) => discount)),
    is_first: flags(all.map((_, k) => k === 0)),
    is_last: flags(all.map((_, k) => k === last)),
    is_terminal: flags(all.map((_, k) => k === last && ended)),
    language_instruction: texts(all.map(() => task.text)),
    "spatial/potential": floats(all.map(({ potential }) => potential)),
    "spatial/valid": flags(all.map(({ valid }) => valid)),
    "spatial/reward_known": flags(paid.map(({ valid }) => valid)),
    "spatial/trust": floats(all.map(({ frame, valid }) => frame.trust ?? Number(valid))),
    ...(data.distanceKeys.length > 0 && {
      "spatial/distance": floats(distances.flatMap(({ metres }) => metres)),
      "spatial/distance_stddev": floats(distances.flatMap(({ stddev }) => stddev)),
      "spatial/distance_known": flags(distances.flatMap(({ known }) => known)),
    }),
  };
};

/** An episode as TFDS stores it; its pictures encoded, one a step. */
export const exampleOf = (
  data: ExportData,
  episode: ExportEpisode,
  pictures: readonly Uint8Array[],
): Example => {
  const last = episode.transitions.at(-1);
  const inSteps = Object.entries({
    ...steps(data, episode),
    ...(pictures.length > 0 && {
      "observation/image": { kind: "bytes", values: pictures } satisfies Values,
    }),
  }).map(([key, values]): [string, Values] => [`steps/${key}`, values]);
  return new Map<string, Values>([
    ...inSteps,
    ["episode_metadata/recording", texts([episode.recording.labelled.name])],
    ["episode_metadata/recording_episode", { kind: "int64", values: [episode.number] }],
    ["episode_metadata/success", flags([last?.success === true])],
    ["episode_metadata/truncated", flags([last?.truncated === true])],
  ]);
};
