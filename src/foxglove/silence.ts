import { readablePictures, type TopicSchema } from "../messages/index.js";
import type { Channels } from "./channels.js";
import type { Closing } from "./thread.js";

/** Topics and what is sent there, as a user needs them to name another one. */
export const listed = (topics: readonly TopicSchema[]): string =>
  topics.length === 0
    ? "none"
    : topics
        .map(({ topic, type, messageEncoding }) => `${topic} (${type}, ${messageEncoding})`)
        .join(", ");

/** Why no image arrives from a camera, as far as the server tells. */
export const whySilent = (
  camera: string,
  channels: Pick<Channels, "images" | "named" | "cameras">,
  trouble: Closing | undefined,
): string => {
  if (trouble) return `no connection: ${trouble.why}`;
  if (channels.images(camera).length > 0) return `${camera} is advertised, but nothing is sent`;
  const there = channels.named(camera);
  if (there.length > 0) return `${listed(there)} is not read; read are ${readablePictures}`;
  return `${camera} is not advertised; the server's cameras are ${listed(channels.cameras())}`;
};
