import { copyFile, mkdir } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { groupBy, reasonOf, SpatialRewardError } from "../core/index.js";
import { readDataset } from "./read-dataset.js";
import type { DataLine } from "./schema.js";
import type { Source } from "./sources.js";
import { writeDataset } from "./write-dataset.js";

/** A line and the folder that its image is relative to. */
interface Located {
  readonly folder: string;
  readonly line: DataLine;
}

export interface PickOptions {
  readonly stills: number;
  readonly episodes: number;
  /** Questions kept of a still at most. */
  readonly questions: number;
}

export interface Picked {
  readonly stills: number;
  readonly episodes: number;
  readonly images: number;
}

/** So many, evenly spaced, the first among them. */
const spaced = <T>(items: readonly T[], count: number): readonly T[] =>
  items.filter(
    (_, i) => Math.floor((i * count) / items.length) > Math.floor(((i - 1) * count) / items.length),
  );

/** One of each outcome in turn, so that few episodes still end in every way. */
const inTurns = (episodes: readonly (readonly Located[])[], count: number) => {
  const byOutcome = [...groupBy(episodes, ([first]) => first?.line.outcome ?? "").values()];
  const most = Math.max(0, ...byOutcome.map(({ length }) => length));
  const turns = Array.from({ length: most }, (_, turn) =>
    byOutcome.flatMap((some) => some.slice(turn, turn + 1)),
  );
  return turns.flat().slice(0, count);
};

const readAll = async (sources: readonly Source[]): Promise<readonly Located[]> => {
  const all: Located[] = [];
  for (const { path: folder } of sources) {
    for await (const line of readDataset(folder)) all.push({ folder, line });
  }
  return all;
};

/** Copies a line's image under a number, and gives the line that refers to it. */
const copied = async ({ folder, line }: Located, out: string, at: number): Promise<DataLine> => {
  const image = `images/${String(at).padStart(5, "0")}${extname(line.image)}`;
  const [from, to] = [join(folder, line.image), join(out, image)];
  try {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
  } catch (cause) {
    throw new SpatialRewardError("output.write", `can't copy ${from}: ${reasonOf(cause)}`, {
      cause,
    });
  }
  return { ...line, image };
};

const write = async (out: string, picked: readonly Located[]): Promise<void> => {
  if (picked.length === 0) return;
  const lines: DataLine[] = [];
  for (const [at, one] of picked.entries()) lines.push(await copied(one, out, at));
  await writeDataset(out, lines);
};

/**
 * A small part of large data sets, with its images: `stills` and `episodes`, a data set each.
 * @throws SpatialRewardError dataset.invalid, output.write
 */
export const pickDataset = async (
  sources: readonly Source[],
  out: string,
  { stills, episodes, questions }: PickOptions,
): Promise<Picked> => {
  const all = await readAll(sources);
  const asked = all.filter(({ line }) => line.episode === undefined && line.questions?.length);
  const some = spaced(asked, stills).map(({ folder, line }) => ({
    folder,
    line: { ...line, questions: [...spaced(line.questions ?? [], questions)] },
  }));
  const ofEpisodes = all.filter(({ line }) => line.episode !== undefined && line.task);
  const groups = groupBy(ofEpisodes, ({ folder, line }) => `${folder}\n${line.episode}`);
  const followed = inTurns([...groups.values()], episodes);
  // An episode is asked about its task; what else could be asked of its frames is left behind.
  const frames = followed
    .flat()
    .map(({ folder, line: { questions: _, ...line } }) => ({ folder, line }));
  await write(join(out, "stills"), some);
  await write(join(out, "episodes"), frames);
  return { stills: some.length, episodes: followed.length, images: some.length + frames.length };
};
