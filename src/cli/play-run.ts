import { counted } from "../core/index.js";
import { machineClock, type PlayedBag, playBag } from "../play/index.js";
import { openTopics } from "../ros/index.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface PlayFlags {
  readonly rate: number;
  readonly loop?: boolean;
  /** `true` without a number of its own. */
  readonly clock?: number | true;
  readonly topics?: readonly string[];
  readonly delay: number;
  readonly json?: boolean;
}

/** /clock a second where --clock says no number, as `ros2 bag play`. */
const usualClockRate = 40;

const prose = (path: string, { messages, rounds, topics, latest }: PlayedBag): string =>
  `${path}: ${counted(messages, "message")} on ${counted(topics.length, "topic")}, ${counted(rounds, "whole time")} through; ` +
  `the latest message was ${(latest * 1000).toFixed(0)} ms behind its time\n`;

const played = async (path: string, flags: PlayFlags, terminal: Terminal): Promise<PlayedBag> => {
  const { env, rosArguments, logger } = terminal;
  const publishers = await openTopics({
    node: "spatial_reward_player",
    env,
    rosArguments,
    report: (text) => logger.warn(text),
  });
  const { clock, topics } = flags;
  try {
    return await playBag({
      path,
      publishers,
      ...(topics && { topics }),
      ...(clock !== undefined && { clockRate: clock === true ? usualClockRate : clock }),
      rate: flags.rate,
      loop: flags.loop === true,
      delay: flags.delay,
      clock: machineClock,
      signal: terminal.signal,
      onSkipped: ({ name, reason }) => terminal.err(`note: ${name} is not played: ${reason}\n`),
    });
  } finally {
    await publishers.close();
  }
};

/** Plays until the recording ends or the terminal's signal; both are how it is meant to end. */
export const runPlay = async (
  path: string,
  flags: PlayFlags,
  terminal: Terminal,
): Promise<void> => {
  const summary = await played(path, flags, terminal);
  for (const { what, count } of summary.remarks) terminal.err(`note: ${what} (${count})\n`);
  const document = { bag: path, ...summary };
  terminal.out(flags.json === true ? jsonDocument(document) : prose(path, summary));
};
