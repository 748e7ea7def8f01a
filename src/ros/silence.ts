import { isImageType, type TopicSchema } from "../messages/index.js";
import type { Endpoint, Qos } from "./port.js";

type Asked = Pick<Qos, "reliability" | "durability">;

/** A subscription only hears publishers that offer at least what it asks for. */
const mismatch = (asked: Asked, offered: Endpoint): string | undefined => {
  if (asked.reliability === "reliable" && offered.reliability === "best_effort")
    return "asks for reliable, but it offers best_effort";
  if (asked.durability === "transient_local" && offered.durability === "volatile")
    return "asks for transient_local, but it offers volatile";
  return undefined;
};

const wrongTypes = (endpoints: readonly Endpoint[]): string =>
  [...new Set(endpoints.map(({ type }) => type))].join(", ");

/**
 * Why no frame arrives, as far as the graph tells: the commonest complaint there is, named in diagnostics.
 * `image` undefined: not subscribed yet, since nobody publishes images.
 */
export const whySilent = (
  wanted: string,
  image: Pick<TopicSchema, "topic" | "type"> | undefined,
  asked: Asked,
  endpoints: readonly Endpoint[],
): string => {
  const topic = image?.topic ?? wanted;
  if (endpoints.length === 0) return `no publisher on ${topic}`;
  const images = endpoints.filter(({ type }) => isImageType(type));
  if (images.length === 0)
    return `wrong type on ${topic}: images are wanted, ${wrongTypes(endpoints)} is published`;
  const fitting = images.filter(({ type }) => image === undefined || type === image.type);
  if (fitting.length === 0)
    return `wrong type on ${topic}: subscribed as ${image?.type}, ${wrongTypes(images)} is published`;
  const reasons = fitting.map((endpoint) => ({ endpoint, why: mismatch(asked, endpoint) }));
  const [first] = reasons;
  if (first?.why !== undefined && reasons.every(({ why }) => why !== undefined))
    return `QoS mismatch on ${topic}: this node ${first.why} (${first.endpoint.node}); set qos_overrides.${topic}.subscription`;
  return `${topic} has a publisher (${fitting[0]?.node}) that sends nothing`;
};
