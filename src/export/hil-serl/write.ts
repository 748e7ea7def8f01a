import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SpatialRewardError } from "../../core/index.js";
import type { ExportEpisode } from "../episode.js";
import type { ExportJob } from "../format.js";
import { type PicturedRow, writeDataset } from "../lerobot/dataset.js";
import {
  type Feature,
  type Place,
  placeFeatures,
  placeRow,
  robotFeatures,
  robotRow,
  scalar,
} from "../lerobot/features.js";
import { failuresPerSuccess, judged, margin, thinned, type Verdict } from "./choose.js";

/** With it a LeRobot data set is known as a classifier's. */
export const examplesFile = join("meta", "reward_classifier.json");

const ownFeatures: readonly Feature[] = [
  scalar("next.reward", "float32"),
  scalar("next.done", "bool"),
  scalar("next.success", "bool"),
  scalar("spatial.potential", "float32"),
];

const rowsOf =
  (verdicts: ReadonlyMap<ExportEpisode, readonly Verdict[]>) =>
  (episode: ExportEpisode, place: Place): readonly PicturedRow[] => {
    const chosen = (verdicts.get(episode) ?? []).flatMap((verdict, step) =>
      verdict === "neither" ? [] : [{ step, label: Number(verdict === "success") }],
    );
    return chosen.map(({ step, label }, k) => ({
      step,
      row: {
        ...robotRow(episode, step),
        "next.reward": [label],
        "next.done": [Number(k === chosen.length - 1)],
        "next.success": [label],
        "spatial.potential": [episode.steps[step]?.potential ?? 0],
        ...placeRow(place, k),
      },
    }));
  };

const count = (verdicts: readonly (readonly Verdict[])[], wanted: Verdict): number =>
  verdicts.flat().filter((each) => each === wanted).length;

/** @throws SpatialRewardError export.unlabelled where only one of the two is shown */
const chosenOf = ({ data: { episodes }, tally }: ExportJob) => {
  const all = judged(episodes);
  const [successes, failures] = [count(all, "success"), count(all, "failure")];
  if (successes === 0 || failures === 0)
    throw new SpatialRewardError(
      "export.unlabelled",
      `${episodes[0]?.recording.labelled.path ?? ""}: a classifier needs pictures of success and of failure; ${successes === 0 ? "no episode succeeds" : "no picture is far enough from success"}`,
    );
  const chosen = thinned(all);
  const kept = count(chosen, "failure");
  tally.add("other", "pictures of success", successes);
  tally.add("other", "pictures of failure", kept);
  tally.add(
    "other",
    `pictures of failure left out: more than ${failuresPerSuccess} for each of success`,
    failures - kept,
  );
  tally.add(
    "other",
    "pictures left out: too near success to be either, or without a reward",
    count(all, "neither"),
  );
  return { chosen, successes, failures: kept };
};

/** A row a picture that clearly shows success, or clearly doesn't. */
export const writeHilSerl = async (folder: string, job: ExportJob): Promise<void> => {
  if (!job.settings.pictures)
    throw new SpatialRewardError("usage.flag", "hil-serl is pictures: it goes without --no-images");
  const { chosen, successes, failures } = chosenOf(job);
  const verdicts = new Map(job.data.episodes.map((each, i) => [each, chosen[i] ?? []]));
  const episodes = job.data.episodes.filter((each) =>
    verdicts.get(each)?.some((verdict) => verdict !== "neither"),
  );
  await writeDataset(
    folder,
    { ...job, data: { ...job.data, episodes } },
    {
      features: [...robotFeatures(job.data), ...ownFeatures, ...placeFeatures],
      rows: rowsOf(verdicts),
    },
  );
  const about = { successes, failures, margin, failures_per_success: failuresPerSuccess };
  await writeFile(join(folder, examplesFile), `${JSON.stringify(about, null, 2)}\n`);
};
