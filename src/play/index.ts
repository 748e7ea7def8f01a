export { type Played, type PlayOptions, play, type SteadyClock } from "./play.js";
export { type PlayBagOptions, type PlayedBag, playBag, type TopicPublishers } from "./play-bag.js";
export type { SkippedTopic } from "./played-topic.js";
export { machineClock } from "./steady-clock.js";
