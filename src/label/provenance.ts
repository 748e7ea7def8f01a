import { z } from "zod";
import { type BagReader, provenanceName } from "../bag/index.js";
import { type EvidenceKind, evidenceKinds } from "../core/index.js";
import type { Task } from "../reward/index.js";
import { type FilePrint, sha256 } from "./fingerprint.js";
import { type FactOrigin, type LabelSettings, mayUse } from "./settings.js";

const filePrint = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() });

const factsMadeFrom = z.union([
  z.object({ from: z.literal("stored facts") }),
  z.object({
    from: z.literal("model"),
    model: z.string(),
    version: z.string(),
    sha256: z.string(),
    precision: z.string(),
    camera: z.string(),
    /** Topic of its depth images. */
    depth: z.string().exactOptional(),
  }),
]);

/** As it is stored beside an output. */
export const madeFromShape = z.object({
  input: z.array(filePrint).readonly(),
  taskSha256: z.string(),
  facts: factsMadeFrom,
  options: z.object({
    rate: z.number().exactOptional(),
    fov: z.number().exactOptional(),
    pitch: z.number().exactOptional(),
    /** As on the command line, but start stamps themselves instead of the file they were read from. */
    episodes: z.string().exactOptional(),
    /** Absent where all that there is may count. */
    evidence: z.array(z.enum(evidenceKinds)).readonly().exactOptional(),
    /** The user's own transforms: "base -> camera_link: x y z, qx qy qz qw". */
    staticTf: z.array(z.string()).readonly().exactOptional(),
    csv: z.boolean(),
    sidecar: z.boolean(),
  }),
});

/** Everything that an output depends on: equal ones have equal outputs. */
export type MadeFrom = z.infer<typeof madeFromShape>;

/** Topics that frames come from; `camera` is empty where none is known. */
export interface UsedTopics {
  readonly camera: string;
  readonly depth?: string;
}

const factsOf = (origin: FactOrigin, topics: UsedTopics): MadeFrom["facts"] => {
  if (origin.kind === "stored") return { from: "stored facts" };
  const { source, version, hash } = origin.backend.identity;
  return {
    from: "model",
    model: source,
    version,
    sha256: hash,
    precision: origin.precision,
    ...topics,
  };
};

const episodesText = ({ episodes }: LabelSettings): string | undefined => {
  switch (episodes?.kind) {
    case undefined:
      return undefined;
    case "topic":
      return `topic:${episodes.topic}`;
    case "gap":
      return `gap:${episodes.seconds}`;
    case "starts":
      return `starts:${episodes.stamps.join(",")}`;
  }
};

/** In one order, whichever way they were written. */
const evidenceOf = (settings: LabelSettings): readonly EvidenceKind[] | undefined => {
  const used = evidenceKinds.filter((kind) => mayUse(settings, kind));
  return used.length === evidenceKinds.length ? undefined : used;
};

const staticTfOf = ({ staticTransforms }: LabelSettings): readonly string[] | undefined =>
  staticTransforms?.map(
    ({ parent, child, position, rotation }) =>
      `${parent} -> ${child}: ${position.join(" ")}, ${rotation.join(" ")}`,
  );

export const madeFrom = (
  input: readonly FilePrint[],
  settings: LabelSettings,
  origin: FactOrigin,
  topics: UsedTopics,
): MadeFrom => {
  const { rate, fov, pitch, csv, sidecar } = settings;
  const episodes = episodesText(settings);
  const evidence = evidenceOf(settings);
  const staticTf = staticTfOf(settings);
  return {
    input,
    taskSha256: sha256(settings.task.source),
    facts: factsOf(origin, topics),
    options: {
      ...(rate === undefined ? {} : { rate }),
      ...(fov === undefined ? {} : { fov }),
      ...(pitch === undefined ? {} : { pitch }),
      ...(episodes === undefined ? {} : { episodes }),
      ...(evidence === undefined ? {} : { evidence }),
      ...(staticTf === undefined ? {} : { staticTf }),
      csv,
      sidecar,
    },
  };
};

/** What observations depend on: not the whole task, only what it asks, and what is known besides. */
export const observedFrom = ({ input, facts, options }: MadeFrom, task: Task): unknown => {
  const { rate, fov, pitch, episodes, evidence, staticTf } = options;
  const questions = task.needs.map(({ query }) => query);
  const { cameras, depths, gripperFrame, known } = task;
  return {
    format: 2,
    input,
    facts,
    options: { rate, fov, pitch, episodes, evidence, staticTf },
    questions,
    besides: { cameras, depths, gripperFrame, known },
  };
};

/** The names of what differs, for people. */
export const differences = (a: MadeFrom, b: MadeFrom): readonly string[] => {
  const differ = (x: unknown, y: unknown): boolean => JSON.stringify(x) !== JSON.stringify(y);
  return [
    ...(differ(a.input, b.input) ? ["recording"] : []),
    ...(a.taskSha256 === b.taskSha256 ? [] : ["task"]),
    ...(differ(a.facts, b.facts) ? ["model or camera"] : []),
    ...(differ(a.options, b.options) ? ["options"] : []),
  ];
};

/** The record that a labelled recording carries: where its rewards and facts come from. */
export const provenanceRecord = (
  made: MadeFrom,
  settings: LabelSettings,
  stored: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const { facts } = made;
  const origin =
    facts.from === "model"
      ? {
          model: facts.model,
          model_version: facts.version,
          model_sha256: facts.sha256,
          model_precision: facts.precision,
          camera: facts.camera,
          ...(facts.depth === undefined ? {} : { depth: facts.depth }),
        }
      : stored;
  return {
    ...origin,
    spatial_reward_version: settings.version,
    task: settings.task.source,
    task_sha256: made.taskSha256,
    options: JSON.stringify(made.options),
    seed: "none: answers are deterministic",
  };
};

/** Of the labelling whose facts are used again: its model and camera. */
export const storedOrigin = (reader: BagReader): Readonly<Record<string, string>> => {
  const record = reader.metadata().get(provenanceName);
  const names = ["model", "model_version", "model_sha256", "model_precision", "camera", "depth"];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = record?.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
};
