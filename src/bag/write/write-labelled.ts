import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { SpatialRewardError } from "../../core/index.js";
import { writing } from "../faults.js";
import { formatMetadata, metadataFileName } from "../metadata-yaml.js";
import type { BagReader } from "../recording.js";
import { descriptionOf } from "./description.js";
import { LabelledFile } from "./labelled-file.js";
import { refuseWhenInterrupted } from "./mcap-target.js";
import type { Messages, NewTopic } from "./new-topic.js";
import { filesOf, type Plan } from "./plan.js";
import { type Staging, stage, syncToDisk } from "./staging.js";

export interface LabelledOptions {
  readonly source: BagReader;
  /** The folder to be made; it gets the recording's files and a metadata.yaml. */
  readonly output: string;
  readonly topics: readonly NewTopic[];
  /** Best in log-time order; each goes into the file whose time it falls in. */
  readonly messages: Messages;
  /** Where the labels came from: model, its hash, task, version, seed. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Our messages alone, in a small MCAP file, without the recording's. */
  readonly sidecar?: boolean;
  /** Takes the place of a folder that exists. */
  readonly replace?: boolean;
  readonly signal?: AbortSignal;
}

export interface WrittenBag {
  /** Paths of the recording's files. */
  readonly files: readonly string[];
  /** Their size together. */
  readonly bytes: number;
}

/**
 * Writes a recording again with our topics in it. MCAP stays MCAP and SQLite stays SQLite, each file copied and then
 * added to, so that the original messages stay as they are; what can't be added to (ROS 1, compressed SQLite, MCAP
 * without an index) becomes MCAP with every message that can be read (attachments are left behind). The folder appears
 * when all is on the disk.
 * @throws SpatialRewardError bag.topic-clash, output.exists, output.write, interrupted, bag.unreadable, and whatever
 * `messages` throws; nothing is then left behind
 */
export const writeLabelled = async (options: LabelledOptions): Promise<WrittenBag> => {
  refuseClash(options);
  const { output, replace = false } = options;
  const staging = await stage(output, { folder: true, replace });
  const files: LabelledFile[] = [];
  try {
    await fill(options, staging, files);
    await staging.commit();
  } catch (thrown) {
    // What went wrong first is what is told.
    await Promise.allSettled(files.map((file) => file.close()));
    await staging.discard();
    throw thrown;
  }
  return {
    files: files.map(({ name }) => join(output, name)),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
};

const fill = async (
  options: LabelledOptions,
  staging: Staging,
  files: LabelledFile[],
): Promise<void> => {
  const { output, messages, signal } = options;
  for (const plan of plansOf(options)) {
    refuseWhenInterrupted(signal);
    files.push(await LabelledFile.open(plan, staging.path, options));
  }
  for await (const message of messages) {
    refuseWhenInterrupted(signal);
    await fileAt(files, message.logTime).write(message);
  }
  const provenance = new Map(Object.entries(options.metadata));
  for (const file of files) await file.end(provenance, descriptionOf(options, [file]));
  await describe(options, staging.path, files, output);
};

const plansOf = ({ source, sidecar = false, output }: LabelledOptions): readonly Plan[] =>
  sidecar ? [{ name: `${basename(output)}_0.mcap`, how: "fresh" }] : filesOf(source);

/** The last file that has begun by then; the first when none has. */
const fileAt = (files: readonly LabelledFile[], time: bigint): LabelledFile => {
  const begun = files.findLast(({ start }) => start !== undefined && start <= time) ?? files[0];
  if (begun === undefined) throw new RangeError("a recording without files");
  return begun;
};

const describe = async (
  options: LabelledOptions,
  folder: string,
  files: readonly LabelledFile[],
  output: string,
): Promise<void> => {
  const path = join(folder, metadataFileName);
  await writing(join(output, metadataFileName), async () => {
    await writeFile(path, formatMetadata(descriptionOf(options, files)));
    await syncToDisk(path);
  });
};

const refuseClash = ({ source, topics, sidecar }: LabelledOptions): void => {
  if (sidecar) return;
  const taken = new Set(source.topics.map(({ name }) => name));
  const clashes = topics.map(({ name }) => name).filter((name) => taken.has(name));
  if (clashes.length === 0) return;
  throw new SpatialRewardError(
    "bag.topic-clash",
    `${source.path}: already has ${clashes.join(" and ")}: it is labelled, or another program wrote them`,
  );
};
