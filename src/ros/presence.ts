import type { Seconds } from "../core/index.js";
import type { RosNode } from "./port.js";

/** So long an answer of the graph is taken to hold: it is asked with every message that a frame waits for. */
const holds: Seconds = 1;

/** Whether somebody publishes a topic, by its resolved name. */
export const createPresence = (
  { publishersOf }: Pick<RosNode, "publishersOf">,
  clock: () => Seconds,
): ((topic: string) => boolean) => {
  const known = new Map<string, { readonly at: Seconds; readonly there: boolean }>();
  return (topic) => {
    const now = clock();
    const last = known.get(topic);
    if (last && now - last.at < holds) return last.there;
    const there = publishersOf(topic).length > 0;
    known.set(topic, { at: now, there });
    return there;
  };
};
