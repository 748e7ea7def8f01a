import type { TopicSchema } from "../messages/index.js";

/** What `read` makes of a topic, once for each that is met. */
export const once = <R>(read: (topic: TopicSchema) => R): ((topic: TopicSchema) => R) => {
  const known = new WeakMap<TopicSchema, { readonly reader: R }>();
  return (topic) => {
    const { reader } = known.get(topic) ?? { reader: read(topic) };
    known.set(topic, { reader });
    return reader;
  };
};
