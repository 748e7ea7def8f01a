import { Observable } from "rxjs";
import type { Frame, Reason, Stamp } from "../core/index.js";
import { createAssociation, type Together } from "../scene/index.js";
import type { Camera } from "./camera.js";
import type { SeenFrame } from "./camera-frame.js";
import { createDueTimer } from "./due-timer.js";
import { createFrameFates } from "./frame-fates.js";
import type { Robot } from "./port.js";
import type { LiveSettings } from "./settings.js";

/** A camera that goes along with the one that paces. */
export interface OtherCamera {
  /** As the task names it; else its topic. */
  readonly name: string;
  readonly camera: Camera;
}

/** Several cameras as one source of frames. */
export interface Rig {
  /** Of the camera that paces, each with the others' that go with it. */
  readonly frames: Observable<SeenFrame>;
  /** A frame will not be asked about; nor will those that go with it, unless they go with another. */
  readonly dropped: (frame: SeenFrame) => void;
  /** A frame is asked about, and with it those that go with it. */
  readonly asked: (frame: SeenFrame) => void;
  /** Why frames went without one of another camera, and how often. */
  readonly reasons: () => readonly Reason[];
}

export interface RigParts {
  readonly pacing: Camera;
  readonly others: readonly OtherCamera[];
  readonly robot: Pick<Robot, "now">;
  /** Of the moment. */
  readonly settings: () => LiveSettings;
}

const othersOf = ({ others = [] }: Frame): readonly Frame[] => others.map(({ frame }) => frame);

interface ArrivedFrame {
  readonly stamp: Stamp;
  readonly logTime: Stamp;
  readonly seen: SeenFrame;
}

const withOthers = ({ frame: { seen }, others }: Together<ArrivedFrame>): SeenFrame =>
  others.length === 0 || seen.failure
    ? seen
    : { ...seen, others: others.map(({ camera, frame }) => ({ camera, frame: frame.seen })) };

/** Frames of the cameras as they come; which go together is for their stamps to say. */
export const createRig = ({ pacing, others, robot, settings }: RigParts): Rig => {
  const meters = new Map(others.map(({ camera }) => [camera.name, camera.meter]));
  const fates = createFrameFates<Frame>((frame) => meters.get(frame.camera)?.dropped());
  let reasons: Rig["reasons"] = () => [];

  const frames = new Observable<SeenFrame>((subscriber) => {
    const association = createAssociation<ArrivedFrame>({
      others: others.map(({ name }) => name),
      within: () => settings().other_cameras_age,
      expects: (name) =>
        others.find((other) => other.name === name)?.camera.hasPublisher() ?? false,
      onGone: ({ seen }) => fates.gone(seen),
    });
    reasons = association.reasons;
    const timer = createDueTimer(robot, (now) => give(association.elapse(now)));
    const give = (all: readonly Together<ArrivedFrame>[]): void => {
      for (const frame of all.map(withOthers)) {
        for (const other of othersOf(frame)) fates.waits(other);
        subscriber.next(frame);
      }
      timer.set(association.due());
    };
    const arrived = (seen: SeenFrame): ArrivedFrame => ({
      stamp: seen.stamp,
      logTime: robot.now(),
      seen,
    });
    const take =
      ({ name, camera: { meter } }: OtherCamera) =>
      (frame: SeenFrame): void => {
        if (frame.failure) meter.answered({ unreadable: true, unanswered: 0 });
        else give(association.other(name, arrived(frame)));
      };
    const subscriptions = [
      ...others.map((other) => other.camera.frames.subscribe(take(other))),
      pacing.frames.subscribe({
        next: (frame) => give(association.pacing(arrived(frame))),
        complete: () => subscriber.complete(),
      }),
    ];
    return () => {
      timer.close();
      for (const subscription of subscriptions) subscription.unsubscribe();
    };
  });

  return {
    frames,
    dropped: (frame) => {
      pacing.meter.dropped();
      for (const other of othersOf(frame)) fates.givenUp(other);
    },
    asked: (frame) => {
      for (const other of othersOf(frame)) fates.asked(other);
    },
    reasons: () => reasons(),
  };
};
