import { SpatialRewardError } from "../../core/index.js";
import type { FoundCamera } from "../../label/index.js";
import type { Backend } from "../../vlm/index.js";
import { questionFor } from "../../vqa/index.js";
import type { Ask } from "../terminal.js";
import { askUntil, choose } from "./choose.js";
import type { Draft } from "./draft.js";
import { type Goal, goals } from "./goals.js";

/** As commander gives them. */
export interface WishFlags {
  readonly goal?: string;
  readonly object?: string;
  readonly to?: string;
  readonly gripper: string;
  readonly gripperFrame?: string;
  readonly camera: readonly string[];
  readonly task?: string;
}

/** What a recording offers. */
export interface Offered {
  readonly cameras: readonly FoundCamera[];
  readonly hasTransforms: boolean;
}

type Vocabulary = Pick<Backend, "vocabulary">;

/** Where somebody can be asked, what no flag says; else that it is missing. */
type Asked = { readonly ask?: Ask } & Vocabulary;

const missing = (flag: string, what: string): SpatialRewardError =>
  new SpatialRewardError("usage.flag", `${flag} is needed: ${what}; --help shows examples`);

const goalOf = async ({ goal: name }: WishFlags, { ask }: Asked): Promise<Goal> => {
  const named = goals.find((each) => each.name === name);
  if (named) return named;
  if (!ask) throw missing("--goal", `one of ${goals.map((each) => each.name).join(", ")}`);
  const choices = goals.map((value) => ({ name: value.name, means: value.means, value }));
  return choose(ask, "What is the robot to do?", choices);
};

/** Why a thing can't be called so. */
const wrongPhrase =
  ({ vocabulary }: Vocabulary) =>
  (phrase: string): string | undefined => {
    if (phrase === "") return "it must be called something, such as red mug";
    const question = questionFor({ relation: "visible", subject: phrase, object: "" });
    const [unknown] = vocabulary?.unknownIn(question) ?? [];
    if (unknown === undefined) return undefined;
    const hint = unknown.nearest === undefined ? "." : `; did you mean "${unknown.nearest}"?`;
    return `the model has not learnt the word "${unknown.word}"${hint} It knows ${vocabulary?.words.join(", ")}`;
  };

const phraseOf = async (
  given: string | undefined,
  flag: string,
  what: string,
  asked: Asked,
): Promise<string> => {
  if (given !== undefined && given.trim() !== "") return given.trim();
  if (!asked.ask) throw missing(flag, what);
  return askUntil(asked.ask, what, wrongPhrase(asked));
};

const listed = (cameras: readonly FoundCamera[]): string =>
  cameras.map(({ topic }) => topic).join(", ");

const camerasNamed = (names: readonly string[], { cameras }: Offered): readonly FoundCamera[] =>
  names.map((name) => {
    const found = cameras.find(({ topic }) => topic === name || name.startsWith(`${topic}/`));
    if (found) return found;
    throw new SpatialRewardError(
      "bag.no-camera",
      `the recording has no camera topic "${name}"; its cameras are ${listed(cameras)}`,
    );
  });

const meansOf = ({ frames, depth }: FoundCamera): string =>
  `${frames === undefined ? "" : `${frames} frames, `}${depth === undefined ? "no depth beside it" : `depth on ${depth}`}`;

const camerasOf = async (
  { camera: names }: WishFlags,
  offered: Offered,
  { ask }: Asked,
): Promise<readonly FoundCamera[]> => {
  const { cameras } = offered;
  if (names.length > 0) return camerasNamed(names, offered);
  if (cameras.length === 1) return cameras;
  if (!ask)
    throw new SpatialRewardError(
      "bag.many-cameras",
      `the recording has several cameras, and --camera names none of them: ${listed(cameras)}`,
    );
  const choices = cameras.map((value) => ({ name: value.topic, means: meansOf(value), value }));
  return [await choose(ask, "Which camera?", choices)];
};

const gripperFrameOf = async (
  { gripperFrame }: WishFlags,
  { hasTransforms }: Offered,
  { ask }: Asked,
): Promise<string | undefined> => {
  if (gripperFrame !== undefined || !ask || !hasTransforms) return gripperFrame;
  const answer = await ask(
    "TF's frame of the tool centre point, such as tool0 (empty: not known): ",
  );
  return answer === "" ? undefined : answer;
};

/**
 * What is to be written, from flags and, where somebody can be asked, from answers.
 * @throws SpatialRewardError usage.flag, bag.no-camera, bag.many-cameras, interrupted
 */
export const wishesOf = async (
  flags: WishFlags,
  offered: Offered,
  asked: Asked,
): Promise<Draft> => {
  const cameras = await camerasOf(flags, offered, asked);
  const goal = await goalOf(flags, asked);
  if (flags.to !== undefined && !goal.hasPlace)
    throw new SpatialRewardError(
      "usage.flag",
      `--to says where a thing goes; with --goal ${goal.name} nothing goes anywhere`,
    );
  const thing = await phraseOf(flags.object, "--object", "the thing, such as red mug", asked);
  const place = goal.hasPlace
    ? await phraseOf(flags.to, "--to", "what it is brought to, such as blue bowl", asked)
    : undefined;
  const gripperFrame = await gripperFrameOf(flags, offered, asked);
  return {
    goal,
    ...(flags.task === undefined ? {} : { text: flags.task }),
    gripper: flags.gripper,
    thing,
    ...(place === undefined ? {} : { place }),
    cameras,
    ...(gripperFrame === undefined ? {} : { gripperFrame }),
  };
};
