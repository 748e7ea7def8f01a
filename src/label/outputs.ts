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
  encodeBool,
  encodeFacts,
  encodeFloat64,
  encodeReward,
  interfaceDefinition,
  interfaceTypes,
} from "../messages/index.js";
import type { Task } from "../reward/index.js";
import { renderReport } from "../web/index.js";
import { picturesFolder } from "./film.js";
import { together } from "./in-step.js";
import type { Pictures } from "./pictures.js";
import { type ReportFacts, reportOf } from "./report.js";
import type { LabelResult } from "./result.js";
import type { Row } from "./row.js";
import { factsTopic, rewardTopic, successTopic, valueTopic } from "./settings.js";
import { writeCsv, writeParquet } from "./table.js";

const types = {
  [rewardTopic]: interfaceTypes.reward,
  [factsTopic]: interfaceTypes.facts,
  [valueTopic]: "std_msgs/msg/Float64",
  [successTopic]: "std_msgs/msg/Bool",
};

const newTopics = (): readonly NewTopic[] =>
  Object.entries(types).map(([name, type]) => ({
    name,
    type,
    definition: interfaceDefinition(type),
  }));

/** What the live node would publish of each frame, logged when its image was; success is told when it changes. */
async function* messagesOf(rows: AsyncIterable<Row>): AsyncGenerator<NewMessage> {
  let succeeded: boolean | undefined;
  for await (const { frame, sample } of rows) {
    const { logTime, observation } = frame;
    yield { topic: factsTopic, logTime, data: encodeFacts(observation) };
    yield { topic: rewardTopic, logTime, data: encodeReward(sample) };
    yield { topic: valueTopic, logTime, data: encodeFloat64(sample.reward) };
    if (sample.success !== succeeded)
      yield { topic: successTopic, logTime, data: encodeBool(sample.success) };
    succeeded = sample.success;
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
  readonly pictures: Pictures;
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
  const report = (rows: Rows) => reportOf(rows, parts.facts, parts.frames, parts.pictures);
  const { data, result, picturesBeside } = await together(parts.rows, report, [
    bag,
    parquet,
    ...(parts.csv ? [csv] : []),
  ]);
  await tables.putInto();
  signal.throwIfAborted();
  const page = join(folder, "report.html");
  await writing(page, () => writeFile(page, renderReport(data)));
  if (picturesBeside)
    await writing(folder, () => rename(parts.pictures.folder, join(folder, picturesFolder)));
  return result;
};
