import type { Lane } from "../engine/engine.js";
import type { Decoder, DecoderInput } from "./decoder.js";
import type { Decoding } from "./decoding.js";
import type { Embedder, ImageFeatures } from "./embed.js";
import { embedded } from "./embedded.js";
import { type NextToken, readNext } from "./next-token.js";
import { nextPosition, type Prompt, padded, part, sharedLength } from "./sequences.js";

/** What a conversation about one frame needs of a model. */
export interface Model {
  readonly embedder: Embedder;
  readonly decoder: Decoder;
  readonly imageToken: number;
  readonly shares: "prefix" | "features";
}

/** A question's prompt, and how its answer is written. */
export interface Turn {
  readonly prompt: Prompt;
  readonly decoding: Decoding;
}

/** Sequences that the decoder has run, in the order of its rows. */
interface Running {
  /** The turn that each row belongs to; its rows stand together. */
  readonly turns: readonly Turn[];
  /** Attention masks of all tokens so far, and the position that comes next, a row each. */
  readonly mask: readonly (readonly number[])[];
  readonly next: readonly number[];
  /** The row of the prompts' run that each goes on from. */
  readonly questions: readonly number[];
  readonly afterPrefix: boolean;
  /** Whether the last run was that of the prompts. */
  readonly fresh: boolean;
}

/** Sequences, and what comes next in each. */
interface Told {
  readonly running: Running;
  readonly next: readonly NextToken[];
}

const readsOf = (turns: readonly Turn[]): readonly number[] => [
  ...new Set([...new Set(turns.map(({ decoding }) => decoding.reads))].flat()),
];

/** What all prompts share: its caches are kept for what follows. */
const prefixInput = async (
  model: Model,
  lane: Lane,
  features: ImageFeatures,
  shared: Prompt,
): Promise<DecoderInput> => {
  const { ids, mask, positions, length } = padded([shared]);
  const tokens = await embedded(model, lane, features, ids);
  return { ...tokens, length, mask, positions, keep: true, stage: "prefix", afterPrefix: false };
};

/** All prompts in one batch, from where they differ on; what they share is run before, once. */
const begin = async (
  model: Model,
  lane: Lane,
  features: ImageFeatures,
  turns: readonly Turn[],
  read: readonly number[],
): Promise<Told> => {
  const prompts = turns.map(({ prompt }) => prompt);
  const shared = model.shares === "prefix" ? sharedLength(prompts) : 0;
  const [first] = prompts;
  const afterPrefix = shared > 0 && first !== undefined;
  const prefix = afterPrefix
    ? [await prefixInput(model, lane, features, part(first, 0, shared))]
    : [];
  const skip = first?.ids.slice(0, shared).filter((id) => id === model.imageToken).length ?? 0;
  const rest = padded(prompts.map((prompt) => part(prompt, shared)));
  const before = Array.from({ length: shared }, () => 1);
  const mask = rest.mask.map((row) => [...before, ...row]);
  const question: DecoderInput = {
    ...(await embedded(model, lane, features, rest.ids, skip)),
    length: rest.length,
    mask,
    positions: rest.positions,
    stage: "question",
    afterPrefix,
    keep: turns.some(({ decoding }) => !decoding.oneStep),
    read,
  };
  const outputs = await lane.run([...prefix, question].map(model.decoder.step));
  return {
    running: {
      turns,
      mask,
      next: prompts.map(nextPosition),
      questions: turns.map((_, row) => row),
      afterPrefix,
      fresh: true,
    },
    next: readNext(outputs, turns.length, read),
  };
};

interface Chosen {
  readonly turn: Turn;
  readonly row: number;
  readonly token: number;
}

/** What each question's answer goes on with. */
const choose = ({ running: { turns }, next }: Told): readonly Chosen[] =>
  [...new Set(turns)].flatMap((turn) => {
    const rows = turns.flatMap((owner, row) => (owner === turn ? [row] : []));
    const mine = rows.flatMap((row) => (next[row] ? [next[row]] : []));
    return turn.decoding
      .advance(mine)
      .map(({ from, token }) => ({ turn, row: rows[from] ?? 0, token }));
  });

/** One more token on each sequence that goes on. */
const goOn = async (
  model: Model,
  lane: Lane,
  before: Running,
  chosen: readonly Chosen[],
  read: readonly number[],
): Promise<Told> => {
  const ids = chosen.map(({ token }) => token);
  const rows = chosen.map(({ row }) => row);
  const next = rows.map((row) => before.next[row] ?? 0);
  const mask = rows.map((row) => [...(before.mask[row] ?? []), 1]);
  const questions = rows.map((row) => before.questions[row] ?? 0);
  const { afterPrefix } = before;
  const positionRows = chosen[0]?.turn.prompt.positions.length ?? 1;
  const step = model.decoder.step({
    embeds: await model.embedder.embed(lane, ids),
    length: 1,
    mask,
    positions: Array.from({ length: positionRows }, () => next.map((position) => [position])),
    stage: "answer",
    ...(before.fresh ? {} : { from: rows }),
    questions,
    afterPrefix,
    keep: true,
    read,
  });
  const outputs = await lane.run([step]);
  return {
    running: {
      turns: chosen.map(({ turn }) => turn),
      mask,
      next: next.map((position) => position + 1),
      questions,
      afterPrefix,
      fresh: false,
    },
    next: readNext(outputs, rows.length, read),
  };
};

/** Answers all turns about one encoded image: the shared prefix once, then all questions step by step together. */
export const converse = async (
  model: Model,
  lane: Lane,
  features: ImageFeatures,
  turns: readonly Turn[],
): Promise<void> => {
  const read = readsOf(turns);
  let told = await begin(model, lane, features, turns, read);
  for (let chosen = choose(told); chosen.length > 0; chosen = choose(told))
    told = await goOn(model, lane, told.running, chosen, read);
};
