import type { Seconds } from "../core/index.js";
import type { Stage, Task } from "../reward/index.js";
import type { StageVisit } from "../web/index.js";
import type { Row } from "./row.js";
import type { RowPlace } from "./time-line.js";
import { gatherRanges } from "./value-ranges.js";

/** A stay in a stage that goes on. */
interface OpenVisit {
  readonly index: number;
  readonly stage: Stage;
  readonly episode: number;
  readonly entered: Seconds;
  readonly ranges: ReturnType<typeof gatherRanges>;
  held?: Seconds;
}

type Close = Pick<StageVisit, "left" | "ending"> & { readonly done?: Seconds };

const closed = (open: OpenVisit, { left, ending, done }: Close): StageVisit => {
  const { stage, episode, entered, ranges } = open;
  const held = done === undefined ? open.held : stage.hold;
  return {
    episode,
    stage: stage.name,
    entered,
    left,
    ...(done !== undefined && { done }),
    ...(held !== undefined && { held }),
    hold: stage.hold,
    until: stage.text.until,
    ranges: ranges.texts(),
    ending,
  };
};

/** Gathers when each stage was entered and left, and how near it came to being done, row by row. */
export const gatherVisits = ({ stages }: Task) => {
  const visits: StageVisit[] = [];
  let open: OpenVisit | undefined;
  let episode: number | undefined;
  let latest: Seconds = 0;

  const enter = (index: number, entered: Seconds): void => {
    const stage = stages[index];
    open =
      stage && episode !== undefined
        ? { index, stage, episode, entered, ranges: gatherRanges(stage.needs) }
        : undefined;
  };
  const leave = (how: Close): void => {
    if (open) visits.push(closed(open, how));
    open = undefined;
  };
  const done = (time: Seconds): void => leave({ left: time, done: time, ending: "" });

  return {
    add: (row: Row, { time }: RowPlace): void => {
      const { sample, held } = row;
      if (sample.episode !== episode) {
        leave({ left: latest, ending: "a new episode began" });
        episode = sample.episode;
        enter(0, time);
      }
      latest = time;
      // A frame can complete several stages.
      while (open && open.index < sample.stageIndex) {
        const next = open.index + 1;
        open.ranges.add(row);
        done(time);
        enter(next, time);
      }
      if (!open) return;
      open.ranges.add(row);
      if (held !== undefined) open.held = Math.max(open.held ?? 0, held);
      if (sample.terminated) done(time);
      else if (sample.truncated) leave({ left: time, ending: "the time limit ended the episode" });
    },
    result: (): readonly StageVisit[] =>
      open ? [...visits, closed(open, { left: latest, ending: "the recording ends" })] : visits,
  };
};
