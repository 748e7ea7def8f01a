import { type BagReader, provenanceName } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import { rewardTopic } from "../label/index.js";
import { decodeReward } from "../messages/index.js";
import { parseTask } from "../reward/index.js";
import { openSource } from "../source/index.js";
import type { Labelled } from "./labelled.js";
import { episodesIn, frameOf, type LabelledEpisode, type LearnedTask } from "./labelled-frame.js";

/** A labelled recording, opened. */
export interface Recording {
  readonly labelled: Labelled;
  readonly task: LearnedTask;
  /** The topic that was looked at; empty where its labelling didn't tell. */
  readonly camera: string;
  readonly distanceKeys: readonly string[];
  readonly episodes: readonly LabelledEpisode[];
  /** With the pictures and the robot's topics; of labels that were written apart, their source. */
  readonly reader: BagReader;
  /** What `reader` reads. */
  readonly source: string;
  readonly close: () => Promise<void>;
}

const unlabelled = (path: string, why: string): SpatialRewardError =>
  new SpatialRewardError("export.unlabelled", `${path}: ${why}`);

const rewardsIn = async (
  reader: BagReader,
): Promise<Pick<Recording, "episodes" | "distanceKeys">> => {
  const frames: { episode: number; frame: ReturnType<typeof frameOf> }[] = [];
  let distanceKeys: readonly string[] = [];
  for await (const { data, logTime } of reader.messages({ topics: [rewardTopic] })) {
    const sample = decodeReward(data);
    if (frames.length === 0) distanceKeys = sample.distances.map(({ key }) => key);
    frames.push({ episode: sample.episode, frame: frameOf(sample, logTime) });
  }
  return { distanceKeys, episodes: episodesIn(frames) };
};

/**
 * Opens what `label` has made, and reads its rewards. Pictures are read later.
 * @param sourceOf what labels are of that were written apart
 * @throws SpatialRewardError export.unlabelled, bag.*, task.invalid
 */
export const openRecording = async (
  labelled: Labelled,
  sourceOf: (labelled: Labelled) => Promise<string>,
): Promise<Recording> => {
  const { path, madeFrom } = labelled;
  const labels = await openSource(path);
  const opened = [labels];
  const close = async (): Promise<void> => {
    for (const each of opened) await each.close();
  };
  try {
    const record = labels.metadata().get(provenanceName);
    const taskSource = record?.get("task");
    if (taskSource === undefined)
      throw unlabelled(path, "doesn't tell the task it was labelled for");
    const { text, discountPerSecond, stages } = parseTask(taskSource, { path });
    const rewards = await rewardsIn(labels);
    let reader = labels;
    let source = path;
    if (madeFrom.options.sidecar) {
      source = await sourceOf(labelled);
      reader = await openSource(source);
      opened.push(reader);
    }
    const camera = record?.get("camera") ?? "";
    return {
      labelled,
      task: { text, discountPerSecond, successHold: stages.at(-1)?.hold ?? 0 },
      camera,
      ...rewards,
      reader,
      source,
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
};
