import { readFileSync } from "node:fs";
import {
  type Frame,
  isLengthRelation,
  isPredicateRelation,
  type Metres,
} from "../../src/core/index.js";
import { type DataLine, dataLine, type Thing } from "../../src/dataset/index.js";
import type { Answer, Backend } from "../../src/vlm/index.js";
import { marginOf, measure, type Question } from "../../src/vqa/index.js";

/** Rendered scenes whose truth is known, in their order. */
export const stills: readonly DataLine[] = readFileSync(
  "models/nano/heldout/stills/data.jsonl",
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => dataLine.parse(JSON.parse(line)));

type Laid = readonly [name: string, centre: Thing["centre"], size: Thing["size"]];

/** Optical frame: x right, y down, z away; up is -y. Metres. */
const laid: readonly Laid[] = [
  ["gripper", [0, -0.3, 1.0], [0.1, 0.2, 0.1]],
  ["red mug", [-0.2, 0, 1.0], [0.08, 0.1, 0.08]],
  ["blue bowl", [0.2, 0, 1.0], [0.16, 0.06, 0.16]],
  ["white plate", [0, 0.01, 1.3], [0.24, 0.02, 0.24]],
  ["green can", [0.2, 0, 1.3], [0.07, 0.12, 0.07]],
  ["lemon", [0, 0, 0.6536], [0.06, 0.05, 0.06]],
];

const gaps = [
  [1, 2, 0.28],
  [2, 4, 0.05],
] as const;

/** A table laid by hand: the mug, the bowl and the lemon stand 40 cm from each other, the plate 36 cm from mug and bowl. */
export const desk: DataLine = dataLine.parse({
  image: "desk.jpg",
  width: 320,
  height: 240,
  camera: { fx: 300, fy: 300, cx: 160, cy: 120, up: [0, -1, 0] },
  things: laid.map(([name, centre, size]) => ({
    ...{ name, centre, size, height: size[1], visible: 1, attributes: {} },
    ...(name === "gripper" && { gripper: true }),
  })),
  pairs: gaps.map(([a, b, gap]) => ({ a, b, gap, touching: false, inside: false, on: false })),
});

export const frame: Frame = {
  stamp: 0n,
  camera: "desk.jpg",
  frameId: "",
  width: 320,
  height: 240,
  rgb: async () => ({ width: 1, height: 1, data: new Uint8Array(3) }),
};

const named = ({ things }: DataLine, phrase: string): Thing | undefined =>
  things.find(({ name, aliases = [] }) => [name, ...aliases].includes(phrase.toLowerCase()));

const noNumber: Answer = {
  text: "",
  reading: { kind: "unreadable", reason: "no-number" },
  confidence: 0,
};

const seen = (thing: Thing | undefined) => ({ pixel: [0, 0], visible: thing ? 1 : 0 }) as const;

const hidden = (a: Thing | undefined, b: Thing | undefined): Answer => ({
  text: "",
  reading: { kind: "unreadable", reason: "not-visible" },
  confidence: 0,
  subject: seen(a),
  object: seen(b),
});

const gapOf = ({ things, pairs }: DataLine, a: Thing, b: Thing): Metres | undefined =>
  pairs.find((pair) => {
    const both = [things[pair.a], things[pair.b]];
    return both.includes(a) && both.includes(b);
  })?.gap;

const truthOf = (line: DataLine, { query }: Question, stddev: Metres | undefined): Answer => {
  if (!query) return noNumber;
  const { relation } = query;
  const [a, b] = [named(line, query.subject), named(line, query.object)];
  if (!a || (query.object !== "" && !b)) return hidden(a, b);
  const { up } = line.camera;
  if (isLengthRelation(relation)) {
    const metres = relation === "gap" ? gapOf(line, a, b ?? a) : measure(relation, a, b ?? a, up);
    if (metres === undefined) return noNumber;
    const sure = stddev === undefined ? {} : { stddev };
    return { text: `${metres} m`, reading: { kind: "length", metres, ...sure }, confidence: 1 };
  }
  const margin = isPredicateRelation(relation) ? marginOf(relation, a, b ?? a, up) : undefined;
  if (margin === undefined) return noNumber;
  const reading = { kind: "predicate", probability: margin > 0 ? 0.99 : 0.01 } as const;
  return { text: margin > 0 ? "yes" : "no", reading, confidence: 1 };
};

export interface Told extends Backend {
  /** All questions that were put, in order. */
  readonly questions: string[];
}

/** Tells what is true of a scene, off by nothing, with the same deviation of every length. */
export const truthful = (line: DataLine, stddev: Metres | undefined = 0.001): Told => {
  const questions: string[] = [];
  return {
    identity: { source: "ground_truth", name: "truth", version: "1", hash: "0" },
    questions,
    ask: async (_, asked) => {
      questions.push(...asked.map(({ text }) => text));
      return asked.map((question) => truthOf(line, question, stddev));
    },
    close: async () => undefined,
  };
};
