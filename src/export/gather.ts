import { SpatialRewardError, stampOf, type Tally } from "../core/index.js";
import { transitionsOf } from "./alignment.js";
import type { ExportData, ExportEpisode } from "./episode.js";
import { stepsOf, usualRate } from "./grid.js";
import { stepDiscount } from "./labelled-frame.js";
import type { Recording } from "./recording.js";
import type { ExportSettings } from "./settings.js";
import { type Vectors, vectorsAt } from "./signals.js";

type Bare = Omit<ExportEpisode, "index" | "state" | "action">;

const bareEpisodes = (recording: Recording, fps: number, tally: Tally): readonly Bare[] => {
  const { task } = recording;
  const discount = stepDiscount(task.discountPerSecond, fps);
  return recording.episodes.flatMap(({ number, frames }) => {
    const steps = stepsOf(frames, fps);
    const isPaid = steps.some(({ valid }) => valid);
    if (steps.length < 2 || !isPaid) {
      tally.add(
        "other",
        `episodes left out: ${isPaid ? "a single frame" : "no frame has a reward"}`,
      );
      return [];
    }
    tally.add("image", "steps without a frame near them: the one before is held", heldIn(steps));
    tally.add(
      "other",
      "steps whose reward is not known: 0, and paid with the next known one",
      steps.filter(({ valid, held }) => !valid && !held).length,
    );
    const transitions = transitionsOf(steps, discount);
    return [{ recording, number, task, steps, transitions, discount }];
  });
};

const heldIn = (steps: Bare["steps"]): number => steps.filter(({ held }) => held).length;

/** What was commanded between a step and the next one counts as the action that was taken there. */
const actionTimes = ({ steps }: Bare, fps: number): readonly bigint[] =>
  steps.map(({ time }, i) => (steps[i + 1]?.time ?? time + stampOf(1 / fps)) - 1n);

/** The rows of all episodes of a recording, episode by episode. */
const shares = (bare: readonly Bare[], { rows }: Vectors): readonly (readonly Float64Array[])[] => {
  let begin = 0;
  return bare.map(({ steps }) => {
    begin += steps.length;
    return rows.slice(begin - steps.length, begin);
  });
};

interface Gathered {
  readonly episodes: readonly Omit<ExportEpisode, "index">[];
  readonly stateNames?: readonly string[];
  readonly actionNames?: readonly string[];
}

const gatherOne = async (
  recording: Recording,
  { state, action }: ExportSettings,
  fps: number,
  tally: Tally,
): Promise<Gathered> => {
  const bare = bareEpisodes(recording, fps, tally);
  if (bare.length === 0) return { episodes: [] };
  const { reader } = recording;
  const seen = bare.flatMap(({ steps }) => steps.map(({ time }) => time));
  const states = await vectorsAt(reader, state, seen, tally);
  const done = bare.flatMap((each) => actionTimes(each, fps));
  const actions = await vectorsAt(reader, action, done, tally);
  const [stateOf, actionOf] = [states, actions].map((each) => each && shares(bare, each));
  return {
    episodes: bare.map((each, i) => {
      const [own, taken] = [stateOf?.[i], actionOf?.[i]];
      return { ...each, ...(own && { state: own }), ...(taken && { action: taken }) };
    }),
    ...(states && { stateNames: states.names }),
    ...(actions && { actionNames: actions.names }),
  };
};

/** All episodes of an export have the same columns. @throws SpatialRewardError export.signal */
const common = (
  what: string,
  all: readonly { readonly from: Recording; readonly names: readonly string[] | undefined }[],
): readonly string[] | undefined => {
  const [first, ...rest] = all;
  const other = rest.find(({ names }) => names?.join("\n") !== first?.names?.join("\n"));
  if (first === undefined || other === undefined) return first?.names;
  const told = (names: readonly string[] = []): string => names.join(", ") || "none";
  throw new SpatialRewardError(
    "export.signal",
    `${what} must be the same in all recordings: ${first.from.labelled.path} has ${told(first.names)}; ${other.from.labelled.path} has ${told(other.names)}; export them by themselves`,
  );
};

const rateOf = (recordings: readonly Recording[], { fps }: ExportSettings): number => {
  const frames = recordings.flatMap(({ episodes }) => episodes.map((each) => each.frames));
  const rate = fps ?? usualRate(frames);
  if (rate !== undefined) return rate;
  const [first] = recordings;
  throw new SpatialRewardError(
    "export.unlabelled",
    `${first?.labelled.path ?? ""}: no episode has two frames, so there is nothing to learn from`,
  );
};

/**
 * Everything but the pictures, in memory: some hundred bytes a step.
 * @throws SpatialRewardError export.unlabelled where no episode is left, export.signal, message.*
 */
export const gather = async (
  recordings: readonly Recording[],
  settings: ExportSettings,
  tally: Tally,
): Promise<ExportData> => {
  const fps = rateOf(recordings, settings);
  const all: (Gathered & { readonly from: Recording })[] = [];
  for (const from of recordings) {
    const gathered = await gatherOne(from, settings, fps, tally);
    if (gathered.episodes.length > 0) all.push({ ...gathered, from });
  }
  const episodes = all.flatMap((each) => each.episodes).map((each, index) => ({ ...each, index }));
  if (episodes.length === 0)
    throw new SpatialRewardError(
      "export.unlabelled",
      `${recordings.map(({ labelled }) => labelled.path).join(", ")}: no episode has two frames and a reward`,
    );
  const distanceKeys =
    common(
      "distances",
      all.map(({ from }) => ({ from, names: from.distanceKeys })),
    ) ?? [];
  const stateNames = common(
    "--state",
    all.map(({ from, stateNames: names }) => ({ from, names })),
  );
  const actionNames = common(
    "--action",
    all.map(({ from, actionNames: names }) => ({ from, names })),
  );
  return {
    fps,
    distanceKeys,
    episodes,
    ...(stateNames && { stateNames }),
    ...(actionNames && { actionNames }),
  };
};
