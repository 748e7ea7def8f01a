/** What became of a frame that goes with several. */
interface Fate {
  /** It may still go with more. */
  held: boolean;
  /** Frames that it goes with and that wait to be asked about. */
  waiting: number;
  asked: boolean;
}

/** Follows the frames that go with others' until they were asked about, or nobody is left to ask. */
export interface FrameFates<F extends WeakKey> {
  /** It goes with a frame that waits. */
  readonly waits: (frame: F) => void;
  /** The frame that it goes with was given up. */
  readonly givenUp: (frame: F) => void;
  readonly asked: (frame: F) => void;
  /** It goes with no further frame. */
  readonly gone: (frame: F) => void;
}

/** Each frame is told to `onDropped` at most once, and never after it was asked about. */
export const createFrameFates = <F extends WeakKey>(
  onDropped: (frame: F) => void,
): FrameFates<F> => {
  const fates = new WeakMap<F, Fate>();
  const of = (frame: F): Fate => {
    const fate = fates.get(frame) ?? { held: true, waiting: 0, asked: false };
    fates.set(frame, fate);
    return fate;
  };
  const settle = (frame: F, { held, waiting, asked }: Fate): void => {
    if (!held && waiting === 0 && !asked) onDropped(frame);
  };
  return {
    waits: (frame) => {
      of(frame).waiting++;
    },
    givenUp: (frame) => {
      const fate = of(frame);
      fate.waiting--;
      settle(frame, fate);
    },
    asked: (frame) => {
      const fate = of(frame);
      fate.waiting--;
      fate.asked = true;
    },
    gone: (frame) => {
      const fate = of(frame);
      fate.held = false;
      settle(frame, fate);
    },
  };
};
