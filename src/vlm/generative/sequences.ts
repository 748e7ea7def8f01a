import type { EncodedImage, FamilyModel } from "./family.js";

/** Tokens of a prompt, and where they stand. */
export interface Prompt {
  readonly ids: readonly number[];
  /** A list per row of `position_ids`. */
  readonly positions: readonly (readonly number[])[];
}

export const promptOf = (
  ids: readonly number[],
  image: EncodedImage,
  { positions }: FamilyModel,
): Prompt => ({ ids, positions: positions(ids, image) });

/** How many tokens all prompts begin with in common; each keeps at least one of its own. */
export const sharedLength = (prompts: readonly Prompt[]): number => {
  const [first] = prompts;
  if (!first || prompts.length < 2) return 0;
  const most = Math.min(...prompts.map(({ ids }) => ids.length - 1));
  let length = 0;
  while (length < most && prompts.every(({ ids }) => ids[length] === first.ids[length])) length++;
  return length;
};

/** A prompt's tokens from one place to another. */
export const part = ({ ids, positions }: Prompt, from: number, to?: number): Prompt => ({
  ids: ids.slice(from, to),
  positions: positions.map((row) => row.slice(from, to)),
});

/** The position after a prompt's last token. */
export const nextPosition = ({ positions }: Prompt): number =>
  1 + positions.flat().reduce((highest, position) => Math.max(highest, position), -1);

const filled = (value: number, length: number): readonly number[] =>
  Array.from({ length }, () => value);

/** Prompts of one length: shorter ones have padding before them, which `mask` leaves out. */
export const padded = (prompts: readonly Prompt[]) => {
  const length = Math.max(...prompts.map(({ ids }) => ids.length));
  const gap = ({ ids }: Prompt): number => length - ids.length;
  const rows = prompts[0]?.positions.length ?? 0;
  return {
    length,
    ids: prompts.map((prompt) => [...filled(0, gap(prompt)), ...prompt.ids]),
    mask: prompts.map((prompt) => [...filled(0, gap(prompt)), ...filled(1, prompt.ids.length)]),
    positions: Array.from({ length: rows }, (_, row) =>
      prompts.map((prompt) => [...filled(0, gap(prompt)), ...(prompt.positions[row] ?? [])]),
    ),
  };
};
