import { once } from "node:events";
import type { QosProfile } from "../bag/index.js";
import { centimetres, decimals, type LiveError, type LiveErrors, percent } from "../eval/index.js";
import { truthTopic } from "../label/index.js";
import { deadline } from "../live/index.js";
import { decodeFacts, interfaceTypes } from "../messages/index.js";
import { openTopics } from "../ros/index.js";
import { textTable } from "./table.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

export interface LiveFlags {
  /** Seconds; `true`: until stopped. */
  readonly live: number | true;
  readonly facts: string;
  readonly json?: boolean;
}

/** Matches every publisher, reliable or not. */
const qos: QosProfile = { reliability: "best_effort", durability: "volatile", depth: 100 };

const prose = (errors: readonly LiveError[]): string =>
  errors.length === 0
    ? "no frame had both an estimate and a truth\n"
    : textTable(
        ["length", "frames", "MAE", "median rel.", "±25 %", "50–200 %", "Spearman"],
        errors.map((error) => [
          error.length,
          String(error.count),
          centimetres(error.mae),
          decimals(error.medianRelative),
          percent(error.within["75-125"]),
          percent(error.within["50-200"]),
          decimals(error.spearman),
        ]),
      );

const gather = async (errors: LiveErrors, flags: LiveFlags, terminal: Terminal): Promise<void> => {
  const { env, rosArguments, logger } = terminal;
  const topics = await openTopics({
    node: "spatial_reward_eval",
    env,
    rosArguments,
    report: (text) => logger.warn(text),
  });
  const { signal } = terminal;
  const stopped = flags.live === true ? signal : deadline(signal, flags.live * 1000);
  try {
    topics.subscribe(interfaceTypes.facts, truthTopic, qos, (bytes) =>
      errors.takeTruth(decodeFacts(bytes)),
    );
    topics.subscribe(interfaceTypes.facts, flags.facts, qos, (bytes) =>
      errors.takeEstimate(decodeFacts(bytes)),
    );
    if (!stopped.aborted) await once(stopped, "abort");
  } finally {
    await topics.close();
  }
};

/** Listens to a running node and to the truth, and prints the node's error. */
export const evalLive = async (flags: LiveFlags, terminal: Terminal): Promise<void> => {
  const { createLiveErrors } = await import("../eval/index.js");
  const errors = createLiveErrors();
  await gather(errors, flags, terminal);
  const lengths = errors.result();
  terminal.out(flags.json === true ? jsonDocument({ lengths }) : prose(lengths));
  if (lengths.length === 0) terminal.exit(1);
};
