import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Group } from "h5wasm/node";
import type { RgbImage } from "../../core/index.js";
import type { Transition } from "../alignment.js";
import type { ExportEpisode } from "../episode.js";
import type { ExportJob } from "../format.js";
import { addNumbers, addPictures, loadHdf5 } from "../hdf5.js";
import { Gallery } from "../pictures.js";

export const trajectoryFile = "trajectory.h5";
/** ManiSkill's loader finds it by the other's name. */
export const aboutFile = "trajectory.json";

const addVectors = (group: Group, name: string, rows: readonly Float64Array[]): void => {
  const data = Float32Array.from(rows.flatMap((row) => [...row]));
  addNumbers(group, name, data, [rows.length, rows[0]?.length ?? 0]);
};

const addFlags = (
  group: Group,
  name: string,
  transitions: readonly Transition[],
  flag: (transition: Transition) => boolean,
): void =>
  addNumbers(
    group,
    name,
    Uint8Array.from(transitions, (each) => Number(flag(each))),
    [transitions.length],
  );

/** T transitions, and T + 1 observations. */
const addTrajectory = (
  group: Group,
  { transitions, steps, action, state }: ExportEpisode,
): Group => {
  const rows = transitions.length;
  if (action) addVectors(group, "actions", action.slice(0, rows));
  addNumbers(
    group,
    "rewards",
    Float32Array.from(transitions, ({ reward }) => reward),
    [rows],
  );
  addFlags(group, "terminated", transitions, ({ terminated }) => terminated);
  addFlags(group, "truncated", transitions, ({ truncated }) => truncated);
  addFlags(group, "success", transitions, ({ success }) => success);
  addFlags(group, "fail", transitions, () => false);
  addFlags(group, "valid", transitions, ({ valid }) => valid);
  const seen = group.create_group("obs");
  if (state) addVectors(seen, "state", state);
  const potentials = Float32Array.from(steps, ({ potential }) => potential);
  addNumbers(group, "potentials", potentials, [steps.length]);
  return seen;
};

const addAllPictures = async (
  seen: Group,
  steps: number,
  pictures: AsyncIterable<RgbImage>,
): Promise<void> => {
  const camera = seen.create_group("sensor_data").create_group("camera");
  let write: ReturnType<typeof addPictures> | undefined;
  let at = 0;
  for await (const picture of pictures) {
    write ??= addPictures(camera, "rgb", steps, picture);
    write(at, picture.data);
    at += 1;
  }
};

/** A robot has no environment that ManiSkill could make, no seed and no controller of its own. */
const aboutOf = (episodes: readonly ExportEpisode[]): string => {
  const about = {
    env_info: { env_id: episodes[0]?.task.text ?? "", max_episode_steps: null, env_kwargs: {} },
    episodes: episodes.map(({ index, transitions }) => ({
      episode_id: index,
      episode_seed: null,
      reset_kwargs: {},
      control_mode: null,
      elapsed_steps: transitions.length,
      success: transitions.at(-1)?.success ?? false,
      fail: false,
    })),
    source_type: "robot",
    source_desc: "rewards by spatial-reward",
  };
  return `${JSON.stringify(about, null, 2)}\n`;
};

export const writeManiskill = async (folder: string, job: ExportJob): Promise<void> => {
  const { data, settings, tally, signal, onEpisode } = job;
  const library = await loadHdf5();
  await writeFile(join(folder, aboutFile), aboutOf(data.episodes));
  const file = new library.File(join(folder, trajectoryFile), "w");
  try {
    const begin = (episode: ExportEpisode): Group => {
      signal.throwIfAborted();
      return addTrajectory(file.create_group(`traj_${episode.index}`), episode);
    };
    if (!settings.pictures) for (const episode of data.episodes) begin(episode);
    else
      for await (const { episode, pictures } of new Gallery(tally).episodes(data.episodes)) {
        await addAllPictures(begin(episode), episode.steps.length, pictures);
        onEpisode(episode.index + 1);
      }
  } finally {
    file.close();
  }
};
