import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type BagReader,
  type NewMessage,
  type NewTopic,
  writeLabelled,
  writing,
} from "../bag/index.js";
import {
  encodeFacts,
  encodeReward,
  interfaceDefinition,
  interfaceTypes,
} from "../messages/index.js";
import type { Task } from "../reward/index.js";
import { renderReport } from "../web/index.js";
import { together } from "./in-step.js";
import { type ReportFacts, reportOf } from "./report.js";
import type { LabelResult } from "./result.js";
import type { Row } from "./row.js";
import { factsTopic, rewardTopic } from "./settings.js";
import { writeCsv, writeParquet } from "./table.js";
import type { Thumbnails } from "./thumbnails.js";

const newTopics = (): readonly NewTopic[] => [
  {
    name: rewardTopic,
    type: interfaceTypes.reward,
    definition: interfaceDefinition(interfaceTypes.reward),
  },
  {
    name: factsTopic,
    type: interfaceTypes.facts,
    definition: interfaceDefinition(interfaceTypes.facts),
  },
];

/** Two messages a frame, logged when its image was. */
async function* messagesOf(rows: AsyncIterable<Row>): AsyncGenerator<NewMessage> {
  for await (const { frame, sample } of rows) {
    const { logTime, observation } = frame;
    yield { topic: factsTopic, logTime, data: encodeFacts(observation) };
    yield { topic: rewardTopic, logTime, data: encodeReward(sample) };
  }
}

export interface OutputParts {
  /** The folder to be made, named as the recording. */
  readonly folder: string;
  readonly source: BagReader;
  readonly task: Task;
  readonly csv: boolean;
  readonly sidecar: boolean;
  /** All of them, with what is true of them. They are gone through once. */
  readonly rows: AsyncIterable<Row>;
  readonly frames: number;
  readonly thumbnails: Thumbnails;
  readonly provenance: Readonly<Record<string, string>>;
  readonly facts: ReportFacts;
  readonly signal: AbortSignal;
}

type Rows = AsyncIterable<Row>;

/** Files are made beside the folder, which appears as a whole when the recording in it is; then they are put into it. */
const besides = (folder: string) => {
  const names: string[] = [];
  const place = `${folder}.files`;
  return {
    make: () => writing(place, () => mkdir(place, { recursive: true })),
    write: (name: string, write: (path: string) => Promise<void>): Promise<void> => {
      names.push(name);
      return writing(join(folder, name), () => write(join(place, name)));
    },
    putInto: async (): Promise<void> => {
      for (const name of names)
        await writing(join(folder, name), () => rename(join(place, name), join(folder, name)));
      await rm(place, { recursive: true, force: true });
    },
  };
};

/** Writes all that a labelled recording consists of, but for the summary that makes it whole. */
export const writeOutputs = async (parts: OutputParts): Promise<LabelResult> => {
  const { folder, source, task, signal } = parts;
  const tables = besides(folder);
  await tables.make();
  const bag = async (rows: Rows): Promise<void> => {
    await writeLabelled({
      source,
      output: folder,
      topics: newTopics(),
      messages: messagesOf(rows),
      metadata: parts.provenance,
      sidecar: parts.sidecar,
      replace: true,
      signal,
    });
  };
  const parquet = (rows: Rows) =>
    tables.write("rewards.parquet", (path) => writeParquet(path, rows, task));
  const csv = (rows: Rows) => tables.write("rewards.csv", (path) => writeCsv(path, rows, task));
  const report = (rows: Rows) => reportOf(rows, parts.facts, parts.frames, parts.thumbnails);
  const { data, result } = await together(parts.rows, report, [
    bag,
    parquet,
    ...(parts.csv ? [csv] : []),
  ]);
  await tables.putInto();
  signal.throwIfAborted();
  const page = join(folder, "report.html");
  await writing(page, () => writeFile(page, renderReport(data)));
  return result;
};
