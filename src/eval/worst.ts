import { readFile } from "node:fs/promises";
import type { Frame, Metres, Pixel } from "../core/index.js";
import { frameFromFile } from "../messages/index.js";
import { jpegOf, type Place, type WrongAnswer } from "../web/index.js";
import { type Case, isAnswered, lengthCases, predicateCases } from "./case.js";
import { centimetres, percent } from "./format.js";

const most = 20;
/** In pixels: large enough to see what is asked about. */
const pictureWidth = 320;

interface Wrong {
  readonly of: Case;
  readonly said: string;
  readonly truth: string;
  /** Larger is worse; lengths and predicates are not compared with each other. */
  readonly badness: number;
}

/** Ratios of lengths below this say little: it is added to both. */
const small: Metres = 0.02;

const wrongLengths = (cases: readonly Case[]): readonly Wrong[] =>
  lengthCases(cases)
    .filter(isAnswered)
    .map(({ of, truth, estimate }) => ({
      of,
      said: centimetres(estimate),
      truth: centimetres(truth),
      badness: Math.abs(Math.log((estimate + small) / (truth + small))),
    }));

const wrongPredicates = (cases: readonly Case[]): readonly Wrong[] =>
  predicateCases(cases).flatMap(({ of, truth, probability }) => {
    if (probability === undefined || probability > 0.5 === truth) return [];
    const sure = Math.max(probability, 1 - probability);
    return [
      {
        of,
        said: `${probability > 0.5 ? "yes" : "no"} (${percent(sure)} sure)`,
        truth: truth ? "yes" : "no",
        badness: sure,
      },
    ];
  });

/** The worst first, one of each image. */
const ranked = (wrongs: readonly Wrong[]): readonly Wrong[] => {
  const seen = new Set<string>();
  return [...wrongs]
    .sort((a, b) => b.badness - a.badness)
    .filter(({ of: { image } }) => !seen.has(image) && seen.add(image));
};

/** Twenty: half of them lengths furthest off by ratio, half the surest wrong yes or no, as far as there are so many. */
const worstOf = (cases: readonly Case[]): readonly Wrong[] => {
  const lengths = ranked(wrongLengths(cases));
  const predicates = ranked(wrongPredicates(cases));
  const share = Math.max(most / 2, most - predicates.length);
  const first = lengths.slice(0, share);
  return [...first, ...predicates.slice(0, most - first.length)];
};

/** Images of recordings are not files; their cases are shown without a picture. */
const frameAt = async (path: string): Promise<Frame | undefined> => {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes && frameFromFile(bytes, path);
};

const placesOn = (frame: Frame, pixels: readonly Pixel[]): readonly Place[] =>
  pixels.map(([u, v]): Place => [u / frame.width, v / frame.height]);

const shown = async ({ of, said, truth }: Wrong): Promise<WrongAnswer> => {
  const { question, image, marks = { said: [], true: [] } } = of;
  const frame = await frameAt(image);
  if (!frame) return { question, said, truth, saidPlaces: [], truePlaces: [] };
  return {
    question,
    said,
    truth,
    jpeg: await jpegOf(frame, pictureWidth),
    saidPlaces: placesOn(frame, marks.said),
    truePlaces: placesOn(frame, marks.true),
  };
};

/** The answers that are furthest off, with their pictures. */
export const worstAnswers = (cases: readonly Case[]): Promise<readonly WrongAnswer[]> =>
  Promise.all(worstOf(cases).map(shown));
