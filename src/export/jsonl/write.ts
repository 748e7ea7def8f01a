import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { withLastStep } from "../alignment.js";
import { distancesOf } from "../distances.js";
import type { ExportData, ExportEpisode } from "../episode.js";
import type { ExportJob } from "../format.js";

export const stepsFile = "steps.jsonl";

/** One step and what came of the action taken in it; the last step of an episode pays nothing. */
const linesOf = (data: ExportData, episode: ExportEpisode): readonly string[] => {
  const { steps, transitions, state, action, task, recording, number } = episode;
  const paid = withLastStep(transitions);
  const distances = distancesOf(data.distanceKeys, steps);
  return steps.map((step, k) => {
    const { metres = [], stddev = [], known = [] } = distances[k] ?? {};
    const told = data.distanceKeys.map((key, i) => [
      key,
      known[i] ? { metres: metres[i], stddev: stddev[i] } : null,
    ]);
    return `${JSON.stringify({
      episode: episode.index,
      step: k,
      timestamp: k / data.fps,
      recording: recording.labelled.name,
      recording_episode: number,
      stamp_ns: step.frame.stamp.toString(),
      task: task.text,
      is_first: k === 0,
      is_last: k === steps.length - 1,
      ...(state?.[k] && { state: [...state[k]] }),
      ...(action?.[k] && { action: [...action[k]] }),
      potential: step.potential,
      valid: step.valid,
      trust: step.frame.trust ?? null,
      distances: Object.fromEntries(told),
      next: paid[k],
    })}\n`;
  });
};

async function* lines({ data, signal, onEpisode }: ExportJob): AsyncGenerator<string> {
  for (const episode of data.episodes) {
    signal.throwIfAborted();
    yield* linesOf(data, episode);
    onEpisode(episode.index + 1);
  }
}

export const writeJsonl = (folder: string, job: ExportJob): Promise<void> =>
  pipeline(Readable.from(lines(job)), createWriteStream(join(folder, stepsFile)));
