import { InvalidArgumentError } from "commander";
import {
  allRelations,
  type EvidenceKind,
  evidenceKinds,
  isRelation,
  type Relation,
  SpatialRewardError,
  unknownName,
} from "../core/index.js";

/** What a number may be. Every number on the command line is bounded: one that no machine can mean is a slip. */
interface Bounds {
  /** Included. */
  readonly from?: number;
  /** Not included. */
  readonly above?: number;
  /** Included. */
  readonly to?: number;
  /** Not included. */
  readonly below?: number;
  readonly unit?: string;
  readonly whole?: true;
}

const said = ({ from, above, to, below, unit, whole }: Bounds): string => {
  const low = from === undefined ? `above ${above}` : `${from} or more`;
  const high = to === undefined ? `below ${below}` : `at most ${to}`;
  const range =
    from !== undefined && to !== undefined ? `between ${from} and ${to}` : `${low} and ${high}`;
  return `must be ${whole ? "a whole number, " : ""}${range}${unit === undefined ? "" : ` ${unit}`}`;
};

const fits = (value: number, { from, above, to, below, whole }: Bounds): boolean =>
  (from === undefined || value >= from) &&
  (above === undefined || value > above) &&
  (to === undefined || value <= to) &&
  (below === undefined || value < below) &&
  (whole === undefined || Number.isSafeInteger(value));

/** A parser of an option's value; commander hands it the text, and the failure's line names the option. */
const bounded =
  (bounds: Bounds) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === "" || Number.isNaN(value))
      throw new InvalidArgumentError(`must be a number; got "${text}"`);
    if (!fits(value, bounds)) throw new InvalidArgumentError(`${said(bounds)}; got ${text}`);
    return value;
  };

const day = 86_400;

/** How often something happens a second. */
export const hertz = bounded({ above: 0, to: 1000, unit: "Hz" });
/** Of a playback. */
export const factor = bounded({ above: 0, to: 1000 });
/** Horizontal field of view. */
export const fieldOfView = bounded({ above: 0, below: 180, unit: "degrees" });
/** How far a camera looks down; below 0: up. */
export const pitch = bounded({ from: -90, to: 90, unit: "degrees" });
/** How long something is waited for, which may be not at all. */
export const waiting = bounded({ from: 0, to: 7 * day, unit: "seconds" });
/** How long something lasts. */
export const duration = bounded({ above: 0, to: 7 * day, unit: "seconds" });
/** When in a recording, from its first frame on: "3.2s", "3.2". */
export const moment = (text: string): number => waiting(text.replace(/ ?s$/, ""));
export const threshold = bounded({ from: -100, to: 100, unit: "metres" });
export const share = bounded({ from: 0, to: 1 });
export const megabytes = bounded({ above: 0, to: 1e9, unit: "MB" });
/** Units of a depth image in a metre. */
export const depthScale = bounded({ above: 0, to: 1e6 });
export const pixels = bounded({ from: 16, to: 16_384, unit: "pixels", whole: true });
export const quality = bounded({ from: 1, to: 100, whole: true });
/** Things done at once, or of each. */
export const few = bounded({ from: 1, to: 1000, whole: true });
export const many = bounded({ from: 1, to: 1_000_000, whole: true });
/** 0: any free one. */
export const port = bounded({ from: 0, to: 65_535, whole: true });
/** How often something may be tried again. */
export const attempts = bounded({ from: 0, to: 1000, whole: true });
export const seed = bounded({
  from: Number.MIN_SAFE_INTEGER,
  to: Number.MAX_SAFE_INTEGER,
  whole: true,
});

/** Of a flag that may be given several times. */
export const gather = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
];

/** What lengths may rest on: "depth,tf". */
export const evidence = (text: string): readonly EvidenceKind[] =>
  text.split(",").map((word) => {
    const kind = evidenceKinds.find((each) => each === word.trim());
    if (kind === undefined)
      throw new InvalidArgumentError(
        `must be some of ${evidenceKinds.join(", ")}, with commas between; got "${text}"`,
      );
    return kind;
  });

/** Some of known names, with commas between. */
export const listOf =
  (kind: string, known: () => readonly string[]) =>
  (text: string): readonly string[] =>
    text.split(",").map((each) => {
      const name = each.trim();
      if (known().includes(name)) return name;
      throw new InvalidArgumentError(unknownName(kind, name, known()));
    });

/** Names of things: "red mug,bowl". */
export const phrases = (text: string): readonly string[] => {
  const all = text.split(",").map((each) => each.trim());
  if (all.includes(""))
    throw new InvalidArgumentError(`must be names with commas between; got "${text}"`);
  return all;
};

/** Relations by name, or all of them: "taller,closer". */
export const relationKinds = (text: string): readonly Relation[] => {
  if (text.trim() === "all") return allRelations();
  return text.split(",").map((word) => {
    const name = word.trim();
    if (isRelation(name)) return name;
    throw new InvalidArgumentError(unknownName("relation", name, ["all", ...allRelations()]));
  });
};

/**
 * The value of a flag that a verb can't do without. (commander's own check comes before that for unknown flags, and
 * would answer "--tsk" with "--task is missing" instead of the nearest name.)
 */
export const needed = <T>(value: T | undefined, flag: string): T => {
  if (value !== undefined) return value;
  throw new SpatialRewardError("usage.flag", `${flag} is needed; --help shows examples`);
};
