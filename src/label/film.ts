import { jpegUri, type Thumbnail, thumbnailOf } from "../web/index.js";
import { type Pictures, pictureName } from "./pictures.js";

/** As many as stand side by side in a report. */
const most = 12;
/** In pixels: twice the size that a time line shows it at, for dense screens. */
const width = 208;

/** Positions, from 0, of the frames that a strip shows of so many: evenly spread, the first among them. */
export const stripPositions = (frames: number): readonly number[] => {
  const count = Math.min(most, frames);
  return Array.from({ length: count }, (_, at) => Math.floor((at * frames) / count));
};

/** Small pictures at their times. */
export const stripOf = async (
  times: ReadonlyMap<number, number>,
  pictures: Pictures,
): Promise<readonly Thumbnail[]> => {
  const found = await Promise.all(
    [...times].map(async ([position, time]) => ({ time, jpeg: await pictures.read(position) })),
  );
  return Promise.all(
    found.flatMap(({ time, jpeg }) =>
      jpeg ? [thumbnailOf(jpeg, width).then((small) => ({ time, jpeg: small }))] : [],
    ),
  );
};

/** Bytes of pictures that a report carries inside itself; with more it has them beside it, read as they are shown. */
export const mostInside = 6_000_000;

/** The folder of pictures beside a report. */
export const picturesFolder = "pictures";

export interface ShownPictures {
  readonly urls: readonly (string | null)[];
  /** They lie in `picturesFolder`, and are to be kept there. */
  readonly beside: boolean;
}

/**
 * Where the page of a recording finds the pictures of the frames at some positions. Each is looked for once, and none is
 * read any more once they are too many to lie inside.
 */
export const shownPictures = async (
  positions: readonly number[],
  pictures: Pictures,
): Promise<ShownPictures> => {
  let bytes = 0;
  const insides: (string | null)[] = [];
  const besides: (string | null)[] = [];
  for (const position of positions) {
    const jpeg = bytes > mostInside ? undefined : await pictures.read(position);
    bytes += jpeg?.length ?? 0;
    if (bytes <= mostInside) insides.push(jpeg ? jpegUri(jpeg) : null);
    const isThere = jpeg !== undefined || (bytes > mostInside && (await pictures.has(position)));
    besides.push(isThere ? `${picturesFolder}/${pictureName(position)}` : null);
  }
  const beside = bytes > mostInside;
  return { urls: beside ? besides : insides, beside };
};
