import type { BagReader } from "../bag/index.js";
import { SpatialRewardError, type Stamp } from "../core/index.js";
import { decodeFacts, decodeReward } from "../messages/index.js";
import { createEpisodeStarts, type EpisodeStarts } from "../scene/index.js";
import type { ObservedFrame } from "./observed-frame.js";
import { factsTopic, type LabelSettings, rewardTopic } from "./settings.js";

/** @throws SpatialRewardError bag.no-facts */
export const requireStoredFacts = (reader: BagReader): void => {
  if (reader.topics.some(({ name }) => name === factsTopic)) return;
  const names = reader.topics.map(({ name }) => name).join(", ");
  throw new SpatialRewardError(
    "bag.no-facts",
    `${reader.path}: --from-facts needs a recording that label has written, with ${factsTopic}; this one has ${names}`,
  );
};

/** The frames with which episodes started when the recording was labelled. */
const storedStarts = async (reader: BagReader): Promise<readonly Stamp[]> => {
  const starts: Stamp[] = [];
  let episode: number | undefined;
  for await (const { data } of reader.messages({ topics: [rewardTopic] })) {
    const sample = decodeReward(data);
    if (episode !== undefined && sample.episode !== episode) starts.push(sample.stamp);
    episode = sample.episode;
  }
  return starts;
};

const episodesOf = async (reader: BagReader, settings: LabelSettings): Promise<EpisodeStarts> => {
  if (settings.episodes) return createEpisodeStarts(settings.episodes);
  const starts = new Set(await storedStarts(reader));
  return { reset: () => undefined, startsAt: (stamp) => starts.has(stamp) };
};

/** What an earlier labelling stored of each frame: the same facts, as raw as a model's answers. */
export async function* storedFrames(
  reader: BagReader,
  settings: LabelSettings,
): AsyncGenerator<ObservedFrame> {
  const episodes = await episodesOf(reader, settings);
  const resets = settings.episodes?.kind === "topic" ? [settings.episodes.topic] : [];
  let index = 0;
  for await (const { topic, logTime, data } of reader.messages({
    topics: [factsTopic, ...resets],
  })) {
    if (topic !== factsTopic) {
      episodes.reset();
      continue;
    }
    const observation = decodeFacts(data);
    const startsEpisode = episodes.startsAt(observation.stamp);
    yield { index: index++, logTime, observation, startsEpisode };
  }
}
