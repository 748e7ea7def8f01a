import type { Reason, Seconds, Stamp } from "../core/index.js";
import {
  type Arrived,
  type Companion,
  type CompanionSettings,
  createCompanion,
} from "./companion.js";
import { hasPassed, later } from "./patience.js";

/** Stamps that are further apart don't go together, where nobody says otherwise. */
export const othersWithin: Seconds = 0.5;

/** A frame of the camera that paces, and those of the others that go with it. */
export interface Together<F> {
  readonly frame: F;
  readonly others: readonly { readonly camera: string; readonly frame: F }[];
}

export interface AssociationSettings<F> extends Pick<CompanionSettings<F>, "within"> {
  /** By what they are called; the pacing one is none of them. */
  readonly others: readonly string[];
  /** Whether frames of one may come, as far as is known by now: what can't come is not waited for. */
  readonly expects: (camera: string) => boolean;
  /** Another camera's frame goes with no further one of the pacing camera's, whether it has gone with any or not. */
  readonly onGone?: (frame: F) => void;
}

/**
 * Puts the frames of several cameras together, in the order they come: with each frame of the one that paces goes the
 * frame of each other camera whose stamp is nearest, unless it is further than the bound before it or 20 ms after it.
 * A frame waits for what may still be nearer, 0.1 s at most: so recorded or live, in whatever order the cameras'
 * messages arrive, the same frames go together. A reducer without a clock, chance or I/O.
 */
export interface Association<F extends Arrived> {
  readonly pacing: (frame: F) => readonly Together<F>[];
  /** Those that are no frames (unreadable, a stamp that isn't believed) are not given. */
  readonly other: (camera: string, frame: F) => readonly Together<F>[];
  /** Log time has come so far without a frame. */
  readonly elapse: (logTime: Stamp) => readonly Together<F>[];
  /** All that still waits. */
  readonly end: () => readonly Together<F>[];
  /** When `elapse` may give something; undefined while nothing waits. */
  readonly due: () => Stamp | undefined;
  /** Why frames went without a companion, and how often. */
  readonly reasons: () => readonly Reason[];
}

/** Frames of the pacing camera that wait at most: at 60 Hz a second's. */
const mostWaiting = 64;

export const createAssociation = <F extends Arrived>({
  others,
  within,
  expects,
  onGone = () => undefined,
}: AssociationSettings<F>): Association<F> => {
  const companions = new Map<string, Companion<F>>(
    others.map((camera) => [
      camera,
      createCompanion<F>(camera, {
        within,
        expects: () => expects(camera),
        onGone,
      }),
    ]),
  );
  const all = [...companions.values()];
  let waiting: readonly F[] = [];
  let now: Stamp = 0n;

  const waitOf = (frame: F): number => Math.max(0, ...all.map((each) => each.waitOf(frame)));

  const isReady = (frame: F): boolean => {
    if (!hasPassed(frame.logTime, waitOf(frame), now)) return false;
    for (const each of all) if (each.waitOf(frame) > 0) each.gaveUp();
    return true;
  };

  const together = (frame: F): Together<F> => ({
    frame,
    others: all.flatMap((each) => {
      const found = each.with(frame);
      return found ? [{ camera: each.camera, frame: found }] : [];
    }),
  });

  const release = (whole = false): readonly Together<F>[] => {
    const ready: Together<F>[] = [];
    for (;;) {
      const [first, ...rest] = waiting;
      if (!first || !(whole || waiting.length > mostWaiting || isReady(first))) return ready;
      ready.push(together(first));
      waiting = rest;
    }
  };

  const passTo = (logTime: Stamp): void => {
    if (logTime > now) now = logTime;
  };

  return {
    pacing: (frame) => {
      passTo(frame.logTime);
      waiting = [...waiting, frame];
      return release();
    },
    other: (camera, frame) => {
      passTo(frame.logTime);
      companions.get(camera)?.add(frame);
      return release();
    },
    elapse: (logTime) => {
      passTo(logTime);
      return release();
    },
    end: () => release(true),
    due: () => {
      const [first] = waiting;
      return first && later(first.logTime, waitOf(first));
    },
    reasons: () => all.flatMap((each) => each.reasons()),
  };
};
