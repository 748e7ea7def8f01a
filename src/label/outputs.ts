import { mkdir, writeFile } from "node:fs/promises";
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
import { type ReportFacts, reportOf } from "./report.js";
import type { LabelResult } from "./result.js";
import type { Row } from "./row.js";
import { factsTopic, rewardTopic } from "./settings.js";
import { writeCsv, writeParquet } from "./table.js";
import type { Thumbnails } from "./thumbnails.js";

export const newTopics = (): readonly NewTopic[] => [
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
  /** All rows from the start, each time it is called. */
  readonly rows: () => AsyncIterable<Row>;
  /** The same with what is true of them, which takes longer to read. */
  readonly rowsWithTruth: () => AsyncIterable<Row>;
  readonly frames: number;
  readonly thumbnails: Thumbnails;
  readonly provenance: Readonly<Record<string, string>>;
  readonly facts: ReportFacts;
  readonly signal: AbortSignal;
}

/** Writes all that a labelled recording consists of, but for the summary that makes it whole. */
export const writeOutputs = async (parts: OutputParts): Promise<LabelResult> => {
  const { folder, source, task, rows, signal } = parts;
  await writeLabelled({
    source,
    output: folder,
    topics: newTopics(),
    messages: messagesOf(rows()),
    metadata: parts.provenance,
    sidecar: parts.sidecar,
    replace: true,
    signal,
  });
  await mkdir(folder, { recursive: true });
  const table = join(folder, "rewards.parquet");
  await writing(table, () => writeParquet(table, rows(), task));
  if (parts.csv) {
    const text = join(folder, "rewards.csv");
    await writing(text, () => writeCsv(text, rows(), task));
  }
  signal.throwIfAborted();
  const { data, result } = await reportOf(
    parts.rowsWithTruth(),
    parts.facts,
    parts.frames,
    parts.thumbnails,
  );
  const page = join(folder, "report.html");
  await writing(page, () => writeFile(page, renderReport(data)));
  return result;
};
