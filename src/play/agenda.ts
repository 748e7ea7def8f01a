import type { BagMessage } from "../bag/index.js";
import type { Stamp } from "../core/index.js";

/** What happens next, at a time of the recording: a message is sent, or the clock tells the time. */
export type Event =
  | { readonly at: Stamp; readonly message: BagMessage }
  | { readonly at: Stamp; readonly message?: never };

/**
 * Messages in log-time order, with ticks of the clock from the first one on, `period` nanoseconds apart. A tick at a
 * message's very time comes before it. Without a period there are no ticks.
 */
export async function* agenda(
  messages: AsyncIterable<BagMessage>,
  period?: bigint,
): AsyncGenerator<Event, void, void> {
  let tick: Stamp | undefined;
  for await (const message of messages) {
    const at = message.logTime;
    if (period !== undefined) {
      tick ??= at;
      for (; tick <= at; tick += period) yield { at: tick };
    }
    yield { at, message };
  }
}
