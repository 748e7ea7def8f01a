import type { BagReader } from "../bag/index.js";
import { createTally, type Reason } from "../core/index.js";
import { type SignalCue, signalName, type Task } from "../reward/index.js";
import type { ObservedFrame } from "./observed-frame.js";
import { readSignal, type SaysAt } from "./signal.js";

type Frames = () => AsyncIterable<ObservedFrame>;

interface Signed {
  readonly frames: Frames;
  /** Frames of which the signal said nothing. */
  readonly reasons: readonly Reason[];
}

async function* withSignal(
  frames: AsyncIterable<ObservedFrame>,
  says: SaysAt,
): AsyncGenerator<ObservedFrame> {
  for await (const frame of frames) {
    const signal = says(frame.observation.stamp, frame.logTime);
    yield signal ? { ...frame, observation: { ...frame.observation, signal } } : frame;
  }
}

const unsaid = async (
  frames: AsyncIterable<ObservedFrame>,
  cue: SignalCue,
): Promise<readonly Reason[]> => {
  const tally = createTally();
  const what = `frames of which ${signalName(cue)} said nothing for ${cue.stale} s: they count toward no success`;
  for await (const { observation } of frames) if (!observation.signal) tally.add("other", what);
  return tally.reasons();
};

/** Frames with what the task's signal says at their stamps. @throws SpatialRewardError task.signal, message.* */
export const signedFrames = async (
  frames: Frames,
  reader: BagReader,
  { signal: cue }: Task,
): Promise<Signed> => {
  if (!cue) return { frames, reasons: [] };
  const says = await readSignal(reader, cue);
  const signed: Frames = () => withSignal(frames(), says);
  return { frames: signed, reasons: await unsaid(signed(), cue) };
};
