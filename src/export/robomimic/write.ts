import { join } from "node:path";
import type { Group } from "h5wasm/node";
import type { RgbImage } from "../../core/index.js";
import type { ExportEpisode } from "../episode.js";
import type { ExportJob } from "../format.js";
import { addCount, addNumbers, addPictures, loadHdf5 } from "../hdf5.js";
import { Gallery } from "../pictures.js";

export const datasetFile = "dataset.hdf5";
const picturesName = "image";

const matrix = (rows: readonly Float64Array[]): Float64Array =>
  Float64Array.from(rows.flatMap((row) => [...row]));

const addVectors = (group: Group, name: string, rows: readonly Float64Array[]): void =>
  addNumbers(group, name, matrix(rows), [rows.length, rows[0]?.length ?? 0]);

const flags = (all: readonly boolean[]): BigInt64Array =>
  BigInt64Array.from(all, (each) => BigInt(each));

/** `dones` stops a critic from looking further: an episode that only ran out of time isn't done. */
const addNumbersOf = (demo: Group, { transitions, steps, action }: ExportEpisode): void => {
  const rows = transitions.length;
  addCount(demo, "num_samples", rows);
  if (action) addVectors(demo, "actions", action.slice(0, rows));
  addNumbers(
    demo,
    "rewards",
    Float64Array.from(transitions, ({ reward }) => reward),
    [rows],
  );
  addNumbers(demo, "dones", flags(transitions.map(({ terminated }) => terminated)), [rows]);
  addNumbers(demo, "truncated", flags(transitions.map(({ truncated }) => truncated)), [rows]);
  addNumbers(demo, "valid", flags(transitions.map(({ valid }) => valid)), [rows]);
  addNumbers(
    demo,
    "potentials",
    Float64Array.from(steps.slice(0, rows), ({ potential }) => potential),
    [rows],
  );
};

const observations = (demo: Group, episode: ExportEpisode): readonly [Group, Group] => {
  const [now, next] = [demo.create_group("obs"), demo.create_group("next_obs")];
  if (episode.state) {
    addVectors(now, "state", episode.state.slice(0, -1));
    addVectors(next, "state", episode.state.slice(1));
  }
  return [now, next];
};

/** Each picture is one step's observation, and the next one of the step before. */
const addAllPictures = async (
  [now, next]: readonly [Group, Group],
  rows: number,
  pictures: AsyncIterable<RgbImage>,
): Promise<void> => {
  let writers: readonly ReturnType<typeof addPictures>[] | undefined;
  let at = 0;
  for await (const picture of pictures) {
    writers ??= [now, next].map((group) => addPictures(group, picturesName, rows, picture));
    const [writeNow, writeNext] = writers;
    if (at < rows) writeNow?.(at, picture.data);
    if (at > 0) writeNext?.(at - 1, picture.data);
    at += 1;
  }
};

/** robomimic asks it for an environment to evaluate in; a robot has none that it could make. */
const environment = (task: string): string =>
  JSON.stringify({ env_name: task, type: 2, env_kwargs: {} });

export const writeRobomimic = async (folder: string, job: ExportJob): Promise<void> => {
  const { data, settings, tally, signal, onEpisode } = job;
  const library = await loadHdf5();
  const file = new library.File(join(folder, datasetFile), "w");
  try {
    const all = file.create_group("data");
    addCount(
      all,
      "total",
      data.episodes.reduce((sum, { transitions }) => sum + transitions.length, 0),
    );
    all.create_attribute("env_args", environment(data.episodes[0]?.task.text ?? ""));
    const begin = (episode: ExportEpisode): readonly [Group, Group] => {
      signal.throwIfAborted();
      const demo = all.create_group(`demo_${episode.index}`);
      addNumbersOf(demo, episode);
      return observations(demo, episode);
    };
    if (!settings.pictures) for (const episode of data.episodes) begin(episode);
    else
      for await (const { episode, pictures } of new Gallery(tally).episodes(data.episodes)) {
        await addAllPictures(begin(episode), episode.transitions.length, pictures);
        onEpisode(episode.index + 1);
      }
  } finally {
    file.close();
  }
};
